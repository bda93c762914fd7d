package dev.sublet.ledger.seal;

/** A cluster and the time in which it was watched, kept beside the sealed files: a row of the table {@code cluster}. */
public record ClusterSpan(String cluster, String clusterName, long firstTickS, long lastTickS, long intervalS) {}
