/** What people need who read the sealed files with programs of their own. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.outside;
