package dev.sublet.reporter.document;

import java.math.BigInteger;

/**
 * What a vcluster saved by being paused: its CPU, memory and GPU cost per second awake, for the seconds asleep. An
 * estimate, rounded down to nanos, and no part of any sum.
 */
public record Sleep(String vcluster, long asleepS, BigInteger savedNanos) {}
