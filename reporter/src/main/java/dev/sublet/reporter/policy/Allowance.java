package dev.sublet.reporter.policy;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;

/** A free tier: up to so much of what a cost center pays in a month is paid by another one. Never more than it pays. */
public record Allowance(String name, String costCenter, BigInteger nanosPerMonth, String fundedBy, Validity validity) {}
