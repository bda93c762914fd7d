package dev.sublet.reporter.verify;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.make;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.reporter.support.HandLedger;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What verify says of hours that are stored by themselves, of files, and of what is missing or retired. */
class SealedVerifierTest {
    private static final String ROLLUP = "hours: same as usage rows";
    private static final String SECONDS = "hours: each second once";

    private final HandLedger ledger = new HandLedger();

    @BeforeEach
    void two_pods_for_two_hours() {
        ledger.cluster("c", T0, T0 + 2 * HOUR);
        ledger.node("c", "n1", "t", T0, null, 3000, 7 * GIB, 0);
        for (String pod : List.of("a", "b")) {
            long span = ledger.pod("c", pod, "team", "n1", T0, null, "workload", "uid-v", 1000, GIB, 0);
            for (long hourS = T0; hourS < T0 + 2 * HOUR; hourS += HOUR) {
                ledger.usage(span, hourS, hourS + 60, 4_000 * span, 3 * GIB);
                ledger.usage(span, hourS + 60, hourS + HOUR, hourS - T0 + span, 2 * GIB);
            }
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private List<Check> check() {
        return new Verifier(ledger, ledger).check(null);
    }

    private List<String> failed() {
        return check().stream().filter(check -> !check.ok()).map(Check::name).toList();
    }

    private List<String> details(String name) {
        return check().stream()
                .filter(check -> check.name().equals(name))
                .map(check -> (check.ok() ? "ok " : "FAILED ") + check.detail())
                .toList();
    }

    @Test
    void a_quantity_of_an_hour_that_is_not_that_of_its_usage_rows_fails_wherever_it_went() {
        ledger.storeHours(ZoneOffset.UTC, 2, true);
        ledger.sql("CREATE TABLE kept AS SELECT * FROM stored_hour");
        String inFirst = " WHERE hour_s = " + T0 + " AND span_id = (SELECT min(span_id) FROM kept) AND seconds > 60";
        for (String damage : List.of(
                "UPDATE stored_hour SET billable_cpu_core_ms = billable_cpu_core_ms + 1" + inFirst,
                "UPDATE stored_hour SET network_tx_bytes = network_tx_bytes + 1" + inFirst,
                // From pod to pod, then from hour to hour: the sums over all stay.
                "UPDATE stored_hour SET cpu_core_ms = cpu_core_ms + CASE WHEN span_id = (SELECT min(span_id) FROM kept)"
                        + " THEN 1 ELSE -1 END WHERE hour_s = " + T0 + " AND seconds > 60",
                "UPDATE stored_hour SET cpu_core_ms = cpu_core_ms + CASE WHEN hour_s = " + T0
                        + " THEN 1 ELSE -1 END WHERE span_id = (SELECT min(span_id) FROM kept) AND seconds > 60")) {
            ledger.sql("DELETE FROM stored_hour; INSERT INTO stored_hour SELECT * FROM kept");
            assertEquals(List.of(), failed());

            ledger.sql(damage);
            assertEquals(List.of(ROLLUP), failed(), damage);
        }
    }

    @Test
    void a_span_s_hour_that_is_gone_or_twice_there_fails() {
        ledger.storeHours(ZoneOffset.UTC, 1, true);
        ledger.sql("CREATE TABLE kept AS SELECT * FROM stored_hour");
        String one = " WHERE hour_s = " + (T0 + HOUR) + " AND span_id = (SELECT max(span_id) FROM kept)";

        ledger.sql("DELETE FROM stored_hour" + one);
        assertEquals(List.of(SECONDS, ROLLUP), failed());
        assertEquals(
                List.of(
                        "FAILED pod team/b: the hour of 2026-11-01T01:00:00Z holds 0 seconds, the pod lived 3600 in it"),
                details(SECONDS));

        ledger.sql("INSERT INTO stored_hour SELECT k.* FROM kept k, range(2)" + one);
        assertEquals(List.of(SECONDS, ROLLUP), failed());
    }

    @Test
    void where_usage_rows_are_retired_the_hours_are_checked_and_it_is_said() {
        ledger.storeHours(ZoneOffset.UTC, 1, true);
        ledger.sql("DELETE FROM usage_final WHERE from_s < " + (T0 + HOUR));
        assertEquals(List.of("usage: each second once", ROLLUP), failed());

        ledger.sql("INSERT INTO retired VALUES ('usage', 'c', " + (T0 - HOUR) + ", " + (T0 + HOUR) + ", 4, "
                + (T0 + 9 * HOUR) + ")");
        assertEquals(List.of(), failed());
        assertEquals(
                List.of("ok 4 rows of usage of cluster c-name, 2026-10-31T23:00:00Z to 2026-11-01T01:00:00Z"
                        + " (retired on 2026-11-01T09:00:00Z)"),
                details("retired"));

        ledger.sql("UPDATE stored_hour SET seconds = seconds - 1 WHERE hour_s = " + T0);
        assertEquals(List.of(SECONDS), failed());
    }

    @Test
    void a_row_that_is_missing_after_the_retired_time_still_fails() {
        ledger.sql("DELETE FROM usage_final WHERE from_s < " + (T0 + HOUR) + " OR from_s = " + (T0 + HOUR));
        ledger.sql("INSERT INTO retired VALUES ('usage', 'c', " + T0 + ", " + (T0 + HOUR) + ", 4, " + T0 + ")");
        ledger.sql("INSERT INTO retired VALUES ('usage_hour', 'c', " + T0 + ", " + (T0 + HOUR) + ", 4, " + T0 + ")");

        assertEquals(
                List.of("FAILED pod team/a: a row begins or the pod ends at 2026-11-01T01:01:00Z where"
                        + " 2026-11-01T01:00:00Z was expected, so seconds are missing or doubled; and 1 more like it"),
                details("usage: each second once"));
    }

    @Test
    void a_statement_whose_hours_are_retired_is_kept_and_not_made_again() {
        make(ledger, 2, "nodes: [{instanceType: t, perHour: 1}]");
        ledger.sql("DELETE FROM usage_final");
        ledger.sql("INSERT INTO retired SELECT t, 'c', " + T0 + ", " + (T0 + 2 * HOUR) + ", 4, " + (T0 + 9 * HOUR)
                + " FROM (VALUES ('usage'), ('usage_hour')) v(t)");

        assertEquals(List.of(), failed());
        assertEquals(
                List.of("ok kept as it was made; it cannot be made again: no usage is kept of cluster c-name for"
                        + " 2026-11-01T00:00:00Z to 2026-11-01T02:00:00Z (retired on 2026-11-01T09:00:00Z);"
                        + " ask for a time outside of it"),
                details("statement 2026-11-01T00:00:00Z..2026-11-01T02:00:00Z: adds up"));
    }

    @Test
    void good_files_are_one_line_and_each_damaged_one_names_its_hours() {
        ledger.sql("INSERT INTO sealed_file SELECT 'f' || i, 'usage', 1, 'c', 'hour', " + T0 + ", " + (T0 + HOUR)
                + ", 1, i, 21, 9, '', '', 0 FROM range(2) t(i)");
        SealedCheck good = new SealedCheck("f0", T0, T0 + HOUR, true, "21 rows");
        ledger.sealedChecks(good, new SealedCheck("f1", T0, T0 + HOUR, true, "21 rows"));
        assertEquals(
                List.of("ok 2 files, 42 rows, read again: all are as they were when they were sealed"),
                details("sealed files"));

        ledger.sealedChecks(
                good,
                new SealedCheck("f1", T0, T0 + HOUR, false, "21 rows, 2026-11-01T00 to 2026-11-01T01: 3 bytes short"));
        assertEquals(
                List.of("FAILED f1: 21 rows, 2026-11-01T00 to 2026-11-01T01: 3 bytes short"), details("sealed files"));
    }

    @Test
    void rows_that_a_digest_promised_and_no_file_holds_fail() {
        ledger.sealedChecks(new SealedCheck("f", T0, T0 + HOUR, true, "21 rows"));
        ledger.sql("INSERT INTO sealed_file VALUES ('f', 'usage', 1, 'c', 'day', " + T0 + ", " + (T0 + 24 * HOUR)
                + ", 1, 0, 20, 9, '', '', 0)");
        ledger.sql("INSERT INTO row_digest VALUES ('usage', 'c', " + T0 + ", 21, 'abc', 0)");

        assertEquals(
                List.of("FAILED usage of c in 2026-11: the files hold 20 rows, the days' digests were made of 21"),
                details("row digests"));
    }

    @Test
    void missing_hours_are_told_and_are_no_failure() {
        ledger.sql("INSERT INTO missing_period VALUES ('c', " + (T0 + 14 * HOUR) + ", " + (T0 + 16 * HOUR + 1200)
                + ", 'the store was lost'), ('c', " + (T0 + 20 * HOUR) + ", NULL, 'it was lost again')");

        assertEquals(
                List.of(
                        "ok 2026-11-01 14:00–16:20 UTC of cluster c-name are missing: the store was lost; nothing is charged"
                                + " for them",
                        "ok all hours since 2026-11-01 20:00 UTC of cluster c-name are missing: it was lost again; nothing is"
                                + " charged for them"),
                details("missing hours"));
        assertEquals(List.of(), failed());
    }
}
