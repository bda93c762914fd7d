/** The command {@code sublet}. */
@org.jspecify.annotations.NullMarked
package dev.sublet;
