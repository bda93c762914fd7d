package dev.sublet.ledger.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class HourTotalsTest {
    private static PeriodFacts facts(ColumnSum... sums) {
        return new PeriodFacts(List.of(), 1, List.of(sums), BigInteger.ONE, List.of());
    }

    private static ColumnSum sum(String column, long value) {
        return new ColumnSum(column, BigInteger.valueOf(value), 0, value);
    }

    private static final PeriodFacts USAGE = facts(
            sum("seconds", 120), sum("cpu_50_core_ms", 7), sum("network_rx_16_kib", 2), sum("network_tx_16_kib", 1));

    @Test
    void hours_agree_with_their_rows_in_units_and_not_in_quanta() {
        PeriodFacts hours = facts(
                sum("seconds", 120),
                sum("cpu_core_ms", 350),
                sum("network_rx_bytes", 32_768),
                sum("network_tx_bytes", 16_384));
        assertEquals(List.of(), HourTotals.differences(USAGE, hours));
    }

    @Test
    void hours_that_lack_a_row_are_named_with_what_was_expected() {
        PeriodFacts hours = facts(
                sum("seconds", 60),
                sum("cpu_core_ms", 350),
                sum("network_rx_bytes", 32_768),
                sum("network_tx_bytes", 16_384));
        assertEquals(List.of("seconds 60 instead of 120"), HourTotals.differences(USAGE, hours));
    }
}
