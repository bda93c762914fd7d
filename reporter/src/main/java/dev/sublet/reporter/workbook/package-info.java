/** Statements as spreadsheet files. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.workbook;
