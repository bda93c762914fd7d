/** What the rest of a period will cost, from days that are over. Plain arithmetic: knows neither ledger nor cost centers. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.forecast;
