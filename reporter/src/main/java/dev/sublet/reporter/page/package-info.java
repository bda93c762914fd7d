/** A statement as a page that one would print: HTML, and PDF of the same page. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.page;
