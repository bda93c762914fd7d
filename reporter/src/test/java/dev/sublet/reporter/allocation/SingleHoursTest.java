package dev.sublet.reporter.allocation;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hours are summed up before they are used wherever a span may have several rows for one of them. */
class SingleHoursTest {
    private static final String LATE =
            "('late', 'usage_hour', 1, 'c', 'month', " + T0 + ", " + (T0 + 2 * HOUR) + ", 2, 0, 1, 1, '', '[]', 0)";

    private final HandLedger ledger = new HandLedger();

    @AfterEach
    void close() {
        ledger.close();
    }

    private record Seen(boolean single, Statement statement) {}

    /** Two pods, two hours, three usage rows in each: four rows of hours, or eight where they are rolled up in three parts. */
    private HandLedger fleet() {
        ledger.cluster("c", T0, T0 + 2 * HOUR);
        ledger.node("c", "n1", "t", T0, null, 3000, 7 * GIB, 0);
        for (String pod : new String[] {"a", "b"}) {
            long span = ledger.pod("c", pod, "team", "n1", T0, null, "workload", "uid-v", 1000, GIB, 0);
            for (long hourS = T0; hourS < T0 + 2 * HOUR; hourS += HOUR) {
                ledger.usage(span, hourS, hourS + 60, 90_000 * span, 3 * GIB);
                ledger.usage(span, hourS + 60, hourS + 1800, 12_345, GIB / 2);
                ledger.usage(span, hourS + 1800, hourS + HOUR, 7_000_000, 2 * GIB);
            }
        }
        return ledger;
    }

    private HandLedger file(String name, int part, long rows) {
        return ledger.sql("INSERT INTO sealed_file VALUES ('" + name + "', 'usage_hour', 1, 'c', 'month', " + T0 + ", "
                + (T0 + 2 * HOUR) + ", 1, " + part + ", " + rows + ", 1, '', '[]', 0)");
    }

    private Seen seen() {
        return ledger.read(connection -> {
            Statement statement = StatementComputation.on(
                    connection, new Period(T0, T0 + 2 * HOUR), book("nodes: [{instanceType: t, perHour: 0.7680123}]"));
            try (java.sql.Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("SELECT getvariable('hours_are_single')")) {
                row.next();
                return new Seen(row.getBoolean(1), statement);
            }
        });
    }

    private void assertSummedLike(Statement expected) {
        Seen seen = seen();
        assertFalse(seen.single());
        assertEquals(expected, seen.statement());
    }

    @Test
    void one_file_is_taken_as_it_is_and_charges_what_is_charged_when_hours_are_summed() {
        Seen rows = fleet().read(connection -> seen());
        assertFalse(rows.single());
        ledger.storeHours(ZoneOffset.UTC, 1, false);
        assertSummedLike(rows.statement());

        file("whole", 0, 4);
        assertEquals(new Seen(true, rows.statement()), seen());
        assertEquals(BigInteger.ZERO, rows.statement().reconciliation().differenceNanos());

        ledger.sql("DELETE FROM sealed_file");
        file("first", 0, 3);
        file("second", 1, 1);
        assertEquals(new Seen(true, rows.statement()), seen());
    }

    @Test
    void late_rows_in_a_file_of_their_own_are_summed_with_the_others() {
        Statement rows = fleet().read(connection -> seen()).statement();
        ledger.storeHours(ZoneOffset.UTC, 3, false);
        long all = ledger.read(connection -> {
            try (java.sql.Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("SELECT count(*) FROM stored_hour")) {
                row.next();
                return row.getLong(1);
            }
        });
        file("whole", 0, all - 1);
        ledger.sql("INSERT INTO sealed_file VALUES " + LATE);
        assertSummedLike(rows);
    }

    @Test
    void late_rows_that_lie_in_no_file_yet_are_summed_with_the_others() {
        Statement rows = fleet().read(connection -> seen()).statement();
        ledger.storeHours(ZoneOffset.UTC, 3, false);
        file("whole", 0, 4);
        assertSummedLike(rows);
    }

    @Test
    void billing_hours_that_hours_of_utc_cut_are_summed() {
        fleet().billingZone(ZoneId.of("Asia/Kathmandu")).storeHours(ZoneOffset.UTC, 1, false);
        file("whole", 0, 4);
        boolean single = ledger.read(connection -> {
            Allocation.run(
                    connection, T0 + 900, T0 + 900 + HOUR, book("nodes: [{instanceType: t, perHour: 0.7680123}]"));
            try (java.sql.Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("SELECT getvariable('hours_are_single')")) {
                row.next();
                return row.getBoolean(1);
            }
        });
        assertFalse(single);
    }
}
