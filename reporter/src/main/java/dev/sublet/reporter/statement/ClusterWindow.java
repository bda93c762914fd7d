package dev.sublet.reporter.statement;

/** The part of a statement's period in which a cluster was watched, {@code [fromS, toS)}. Only there does cost accrue. */
public record ClusterWindow(String cluster, String clusterName, long fromS, long toS) {}
