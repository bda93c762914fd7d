package dev.sublet.reporter.focus;

import java.time.Instant;

/** What the Billing Period dataset says of the period itself: its close. */
public record BillingPeriod(boolean closed, Instant created, Instant lastUpdated) {}
