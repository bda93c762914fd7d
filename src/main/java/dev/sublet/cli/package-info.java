/** The command line: what is asked, and where the answer comes from. */
@org.jspecify.annotations.NullMarked
package dev.sublet.cli;
