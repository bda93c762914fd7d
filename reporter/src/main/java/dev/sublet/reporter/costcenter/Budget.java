package dev.sublet.reporter.costcenter;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;
import java.util.List;

/**
 * What a cost center and those below it are to pay in a period at most, for some time; entries of one cost center never overlap.
 *
 * @param nanos for a whole period of the calendar, in 10⁻⁹ of the price book's currency
 * @param actualPercent at how much of it, once it is paid, people are told; ascending
 * @param forecastPercent likewise, of what the whole period is expected to come to
 */
public record Budget(
        String costCenter,
        BigInteger nanos,
        List<Integer> actualPercent,
        List<Integer> forecastPercent,
        Validity validity) {
    public Budget {
        actualPercent = List.copyOf(actualPercent);
        forecastPercent = List.copyOf(forecastPercent);
    }
}
