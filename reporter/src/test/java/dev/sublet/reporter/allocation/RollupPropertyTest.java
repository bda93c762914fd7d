package dev.sublet.reporter.allocation;

import static dev.sublet.reporter.support.Fixture.book;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.support.RandomFleet;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class RollupPropertyTest {
    /** Lord Howe's clock goes back by half an hour there. */
    private static final long FROM_S = Instant.parse("2026-04-04T12:30:00Z").getEpochSecond();

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of("UTC", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe");
    }

    @Property(tries = 24, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void hours_charge_the_same_as_usage_rows_to_the_nano(@ForAll long seed, @ForAll("zones") String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        try (HandLedger rows = HandLedger.ofTwoThreads();
                HandLedger hours = HandLedger.ofTwoThreads()) {
            List<BillingHours.Hour> lived = RandomFleet.put(rows, seed, zone, FROM_S);
            RandomFleet.put(hours, seed, zone, FROM_S);
            eachRowByItself(rows, lived);
            hours.storeHours(zone, 3, false);
            Period period =
                    new Period(lived.get(0).fromS(), lived.get(lived.size() - 1).toS());

            Statement fromRows = Statements.preview(rows, period, book(RandomFleet.PRICES));
            Statement fromHours = Statements.preview(hours, period, book(RandomFleet.PRICES));

            assertEquals(fromRows, fromHours);
            assertEquals(BigInteger.ZERO, fromHours.reconciliation().differenceNanos());
            assertFalse(fromHours.lines().isEmpty());
        }
    }

    /** The definition, without the rollup's text: each usage row weighs max(request, usage) in the hour that it begins in. */
    private static void eachRowByItself(HandLedger ledger, List<BillingHours.Hour> hours) {
        String values = hours.stream()
                .map(hour -> "(" + hour.fromS() + ", " + hour.toS() + ")")
                .collect(Collectors.joining(", "));
        ledger.sql("CREATE TABLE clock_hour AS SELECT * FROM (VALUES " + values + ") v(hour_s, end_s)");
        ledger.sql("CREATE OR REPLACE VIEW usage_hour AS SELECT u.span_id, h.hour_s,"
                + " if(coverage = 'measured', seconds, 0) AS measured_s, if(coverage = 'bridged', seconds, 0) AS bridged_s,"
                + " if(coverage = 'estimated', seconds, 0) AS estimated_s, if(coverage = 'missing', seconds, 0) AS missing_s,"
                + " greatest(cpu_core_ms, cpu_request_millicores * seconds) AS billable_cpu_core_ms,"
                + " greatest(memory_kib, memory_request_kib) * seconds AS billable_memory_kib_s,"
                + " gpu_request * seconds AS gpu_s, network_tx_bytes, network_rx_bytes"
                + " FROM (SELECT *, to_s - from_s AS seconds FROM usage) u"
                + " JOIN clock_hour h ON u.from_s >= h.hour_s AND u.from_s < h.end_s");
    }
}
