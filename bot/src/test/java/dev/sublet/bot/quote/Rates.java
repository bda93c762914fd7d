package dev.sublet.bot.quote;

import dev.sublet.reporter.rate.UnitRate;
import dev.sublet.reporter.rate.UnitRates;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/** Unit rates by hand: 0.04 a core, 0.005 a GiB, 0.0001 a GiB of volumes, 0.02 a load balancer. */
final class Rates {
    private Rates() {}

    static UnitRates of(UnitRate... rates) {
        return new UnitRates("c", "USD", Instant.EPOCH, List.of(rates), List.of("made by hand"));
    }

    /** The usual ones times a factor. */
    static UnitRate times(int factor, Instant from, Instant to) {
        return new UnitRate(
                from.getEpochSecond(),
                to.getEpochSecond(),
                attos("0.04", factor),
                attos("0.005", factor),
                attos("0.0001", factor),
                attos("0.02", factor));
    }

    private static BigInteger attos(String price, int factor) {
        return new BigDecimal(price).movePointRight(18).toBigIntegerExact().multiply(BigInteger.valueOf(factor));
    }
}
