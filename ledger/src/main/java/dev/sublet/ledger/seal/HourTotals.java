package dev.sublet.ledger.seal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What usage rows and the hours made of them must have in common, as both were read from their files. */
public final class HourTotals {
    private record Same(String usage, String hours, long quantum) {}

    private static final List<Same> SAME = List.of(
            new Same("seconds", "seconds", 1),
            new Same("cpu_50_core_ms", "cpu_core_ms", 50),
            new Same("network_rx_16_kib", "network_rx_bytes", 16_384),
            new Same("network_tx_16_kib", "network_tx_bytes", 16_384));

    private HourTotals() {}

    /** The sums in which hours differ from the rows that they were made of, for a message; empty when there are none. */
    public static List<String> differences(PeriodFacts usage, PeriodFacts hours) {
        List<String> differences = new ArrayList<>();
        for (Same same : SAME) {
            BigInteger rows = sum(usage, same.usage).multiply(BigInteger.valueOf(same.quantum));
            BigInteger summed = sum(hours, same.hours);
            if (!rows.equals(summed)) {
                differences.add(same.hours + " " + summed + " instead of " + rows);
            }
        }
        return differences;
    }

    private static BigInteger sum(PeriodFacts facts, String column) {
        return facts.sums().stream()
                .filter(sum -> sum.column().equals(column))
                .map(ColumnSum::sum)
                .findFirst()
                .orElse(BigInteger.ZERO);
    }
}
