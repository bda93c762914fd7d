package dev.sublet.collector.facts;

/** One run of a container that is over, in seconds since the epoch. */
public record EndedRun(String container, long startS, long endS) {}
