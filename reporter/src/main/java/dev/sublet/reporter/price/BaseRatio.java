package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;

/**
 * How a node's price is split: what one vCPU, one GiB and one GPU cost relative to each other. Only the ratio counts, so
 * the numbers are whole and have no common divisor.
 */
public record BaseRatio(BigInteger cpu, BigInteger memory, BigInteger gpu, Validity validity) {}
