package dev.sublet.bot.slack.reports;

import dev.sublet.bot.slack.message.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What things cost, at once: from what was added up already. Implementations are thread-safe. */
public interface Costs {
    /** Knows nothing. */
    Costs NONE = new Costs() {
        @Override
        public Optional<Spent> vcluster(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Month> month(YearMonth month) {
            return Optional.empty();
        }

        @Override
        public Optional<Month> await(YearMonth month, Duration limit) {
            return Optional.empty();
        }

        @Override
        public YearMonth now() {
            return YearMonth.of(1970, 1);
        }
    };

    /** A virtual cluster in the month of today; empty when nothing is known. */
    Optional<Spent> vcluster(String name);

    /** A month; empty while it is being added up, which begins with the question. */
    Optional<Month> month(YearMonth month);

    /** Likewise, and waits until it is added up. */
    Optional<Month> await(YearMonth month, Duration limit);

    /** The month of today, in the zone that is billed. */
    YearMonth now();

    /**
     * A month as it was added up.
     *
     * @param asOf when
     * @param open whether it goes on
     */
    record Month(YearMonth month, String currency, Instant asOf, boolean open, List<Line> lines) {
        public Month {
            lines = List.copyOf(lines);
        }

        /** A cost center's own line. */
        public Optional<Line> costCenter(String costCenter) {
            return lines.stream()
                    .filter(line -> line.vcluster() == null && line.costCenter().equals(costCenter))
                    .findFirst();
        }

        /** A virtual cluster's lines, by its namespace and name as {@code vcluster-x/x}, one for each cost center that paid for it. */
        public List<Line> vcluster(String path) {
            return lines.stream().filter(line -> path.equals(line.vcluster())).toList();
        }

        public Spent spent(Line line) {
            return new Spent(currency, line.nanos(), line.forecastNanos(), line.budgetNanos(), asOf);
        }
    }

    /**
     * What one paid. Amounts are 10⁻⁹ of the currency.
     *
     * @param vcluster its namespace and name; null for all of the cost center
     * @param forecastNanos for the whole month, or null when it is over or not to be told
     */
    record Line(
            String costCenter,
            @Nullable String vcluster,
            BigInteger nanos,
            @Nullable BigInteger forecastNanos,
            @Nullable BigInteger budgetNanos) {}

    /** An amount and what belongs to it. */
    record Spent(
            String currency,
            BigInteger nanos,
            @Nullable BigInteger forecastNanos,
            @Nullable BigInteger budgetNanos,
            Instant asOf) {
        /** Such as {@code 12.40 EUR}. */
        public String text() {
            return amount(nanos, currency);
        }

        /** With forecast and budget, and since when it is so. */
        public String full() {
            return text()
                    + (forecastNanos == null ? "" : ", about " + amount(forecastNanos, currency) + " by its end")
                    + (budgetNanos == null ? "" : ", budget " + amount(budgetNanos, currency))
                    + " (as of " + Times.at(asOf) + ")";
        }

        public static String amount(BigInteger nanos, String currency) {
            return new BigDecimal(nanos, 9).setScale(2, RoundingMode.HALF_UP).toPlainString() + " " + currency;
        }
    }
}
