package dev.sublet.reporter.calendar;

/** A period that has a name: {@code [fromS, toS)} in seconds since the epoch, both midnights of the calendar's zone. */
public record FiscalPeriod(String name, long fromS, long toS) {}
