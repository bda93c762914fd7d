/** A statement with all that its readers ask for beside the lines; every format is written from it. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.document;
