package dev.sublet.reporter.budget;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What made a day unusual: how much one vcluster, class and resource were off from the median of the same weekday.
 *
 * @param vcluster its namespace and name, null for what is in none
 * @param differenceNanos in 10⁻⁹ of the currency
 */
public record Contributor(@Nullable String vcluster, String podClass, String resource, BigInteger differenceNanos) {}
