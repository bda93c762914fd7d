package dev.sublet.reporter.compact;

/** What lies sealed of one table. {@code podSeconds} is what its rows stand for, 0 where they are not usage. */
public record SealedTable(String table, long files, long rows, long bytes, long podSeconds) {}
