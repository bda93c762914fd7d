package dev.sublet.reporter.explain;

import java.math.BigInteger;
import java.util.List;

/** How one amount was made, number by number. The last step is the amount. */
public record Working(String title, BigInteger amountNanos, List<Step> steps) {
    public Working {
        steps = List.copyOf(steps);
    }
}
