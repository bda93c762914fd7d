package dev.sublet.reporter.table;

/** How an answer is written: a table for people, or CSV or JSON for programs. */
public enum Format {
    TABLE,
    CSV,
    JSON
}
