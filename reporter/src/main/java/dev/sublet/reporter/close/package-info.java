/** What makes a period final: closes, what they froze, how they are proven, and corrections of what turned out wrong. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.close;
