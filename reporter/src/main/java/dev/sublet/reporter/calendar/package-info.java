/** Fiscal periods: which days are closed and stated together. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.calendar;
