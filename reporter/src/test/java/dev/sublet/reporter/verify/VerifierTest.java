package dev.sublet.reporter.verify;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static dev.sublet.reporter.support.Fixture.hours;
import static dev.sublet.reporter.support.Fixture.make;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.price.UnpricedException;
import dev.sublet.reporter.statement.LinesDigest;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final String PRICES = "nodes: [{instanceType: t, perHour: 0.777}]";
    private static final String STATEMENT = "statement 2026-11-01T00:00:00Z..2026-11-01T02:00:00Z: ";

    private final HandLedger ledger = new HandLedger();

    @BeforeEach
    void two_hours_of_a_pod_that_an_owner_pays() {
        ledger.cluster("c", T0, T0 + 2 * HOUR);
        ledger.node("c", "n1", "t", T0, null, 3000, 2900, 7 * GIB, 6 * GIB, 0, false);
        long web = ledger.pod("c", "web", "team-a", "n1", T0 + 10, T0 + HOUR + 7, "workload", "uid-a", 1000, GIB, 0);
        ledger.usage(web, T0 + 10, T0 + 70, 12_345, GIB);
        ledger.usage(web, T0 + 70, T0 + HOUR, 9_999_999, 2 * GIB);
        ledger.usage(web, T0 + HOUR, T0 + HOUR + 7, 1, 1);
        ledger.owner("c", "vcluster", "uid-a", "cc-a", 600_000, T0, T0 + 100);
        ledger.owner("c", "vcluster", "uid-a", "cc-b", 400_000, T0, T0 + 100);
        ledger.owner("c", "vcluster", "uid-a", "cc-b", 1_000_000, T0 + 100, null);
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

    @Test
    void what_nobody_touched_passes_every_check() {
        make(ledger, 2, PRICES);

        List<Check> checks = new Verifier(ledger, ledger).check(book(PRICES));

        assertEquals(List.of(), checks.stream().filter(check -> !check.ok()).toList());
        assertEquals(14, checks.size());
    }

    @Test
    void one_nano_added_to_a_line_fails() {
        make(ledger, 2, PRICES);
        ledger.sql("UPDATE statement_line SET amount_nanos = amount_nanos + 1 WHERE line = 1");

        assertEquals(List.of(STATEMENT + "lines unchanged", STATEMENT + "adds up", STATEMENT + "same again"), failed());
    }

    @Test
    void a_nano_moved_between_lines_with_a_new_digest_still_fails() {
        make(ledger, 2, PRICES);
        ledger.sql(
                "UPDATE statement_line SET amount_nanos = amount_nanos + CASE line WHEN 1 THEN 1 WHEN 2 THEN -1 ELSE 0 END");
        String digest = ledger.read(connection ->
                LinesDigest.of(StoredStatement.all(connection).get(0).lines()));
        ledger.sql("UPDATE statement SET lines_digest = '" + digest + "'");

        assertEquals(List.of(STATEMENT + "same again"), failed());
    }

    @Test
    void another_price_book_beside_the_same_lines_fails() {
        make(ledger, 2, PRICES);
        ledger.sql("UPDATE statement_terms SET body = replace(body, '0.777', '0.778')");
        assertEquals(List.of(STATEMENT + "adds up", STATEMENT + "same again"), failed());

        ledger.sql("UPDATE statement_terms SET body = 'none'");
        assertEquals(List.of(STATEMENT + "adds up"), failed());
    }

    @Test
    void later_ticks_make_a_statement_provisional_and_raise_no_alarm() {
        ledger.sql("UPDATE cluster SET last_tick_s = last_tick_s - 1800");
        make(ledger, 2, PRICES);
        ledger.sql("UPDATE cluster SET last_tick_s = last_tick_s + 1800");

        List<Check> checks = check();

        assertEquals(List.of(), checks.stream().filter(check -> !check.ok()).toList());
        assertTrue(checks.stream().anyMatch(check -> check.detail().startsWith("provisional, later ticks")));
    }

    @Test
    void a_later_node_that_the_old_prices_do_not_know_raises_no_alarm() {
        ledger.sql("UPDATE cluster SET last_tick_s = last_tick_s - 1800");
        make(ledger, 2, PRICES);
        ledger.sql("UPDATE cluster SET last_tick_s = last_tick_s + 1800");
        ledger.node("c", "n2", "new", T0 + 2 * HOUR - 1800, null, 1000, GIB, 0);

        assertEquals(List.of(), failed());
        Terms prices = book(PRICES);
        assertThrows(UnpricedException.class, () -> new Verifier(ledger, ledger).check(prices));
    }

    @Test
    void a_line_changed_in_a_provisional_statement_fails() {
        make(ledger, 2, PRICES);
        ledger.sql("UPDATE cluster SET last_tick_s = last_tick_s + 1800");
        ledger.sql("UPDATE statement_line SET amount_nanos = amount_nanos + 1 WHERE line = 1");

        assertEquals(List.of(STATEMENT + "lines unchanged"), failed());
    }

    @Test
    void a_usage_row_removed_doubled_or_moved_fails() {
        ledger.sql("CREATE TABLE kept AS SELECT * FROM usage_final");
        for (String damage : List.of(
                "DELETE FROM usage_final WHERE from_s = " + (T0 + 10),
                "DELETE FROM usage_final WHERE from_s = " + (T0 + 70),
                "DELETE FROM usage_final WHERE from_s = " + (T0 + HOUR),
                "DELETE FROM usage_final",
                "INSERT INTO usage_final SELECT * FROM kept WHERE from_s = " + (T0 + 70),
                "INSERT INTO tail SELECT 'c', 0, to_json(list([span_id, from_s, to_s, 3, 0, 0, 0]))"
                        + " FROM kept WHERE from_s = " + (T0 + HOUR),
                "UPDATE usage_final SET to_s = to_s - 1 WHERE from_s = " + (T0 + 10),
                "UPDATE usage_final SET to_s = to_s + 1 WHERE from_s = " + (T0 + HOUR))) {
            ledger.sql("DELETE FROM usage_final; INSERT INTO usage_final SELECT * FROM kept; DELETE FROM tail");
            assertEquals(List.of(), failed());

            ledger.sql(damage);
            assertEquals(List.of("usage: each second once", "hours: each second once"), failed(), damage);
        }
    }

    @Test
    void a_row_across_an_hour_s_end_fails() {
        ledger.sql("UPDATE usage_final SET to_s = to_s + 1 WHERE to_s = " + (T0 + HOUR)
                + "; UPDATE usage_final SET from_s = from_s + 1 WHERE from_s = " + (T0 + HOUR));

        assertEquals(List.of("usage: rows end with the hour", "hours: each second once"), failed());
    }

    @Test
    void usage_on_a_node_without_span_fails() {
        ledger.unseen("c", "n9", T0, T0 + 60, 5);

        assertEquals(List.of("usage: every node known"), failed());
    }

    @Test
    void a_node_span_that_overlaps_another_fails() {
        ledger.node("c", "n1", "t", T0 + 60, null, 3000, 7 * GIB, 0);

        assertEquals(List.of("nodes: no second twice"), failed());
    }

    @Test
    void shares_that_are_not_whole_fail() {
        ledger.owner("c", "vcluster", "uid-a", "cc-c", 1, T0 + 200, T0 + 300);

        assertEquals(List.of("owners: shares are whole"), failed());
        assertTrue(
                check().stream()
                        .anyMatch(
                                check -> check.detail()
                                        .equals(
                                                "vcluster uid-a: shares sum to 100.0001 % instead of 100 % from 2026-11-01T00:03:20Z")));
    }

    @Test
    void a_node_hour_that_does_not_add_up_fails() {
        Check check = ledger.read(connection -> {
            AllocationChecks.NodeHours nodeHours = new AllocationChecks.NodeHours(connection);
            StatementComputation.on(connection, hours(2), book(PRICES), slice -> nodeHours.look());
            assertTrue(nodeHours.check("test").ok());
            try (java.sql.Statement statement = connection.createStatement()) {
                statement.execute("CREATE TEMP TABLE wrong AS SELECT * REPLACE (amount_nanos"
                        + " + CASE WHEN who = 'idle' AND resource = 'cpu' AND hour_s = " + T0
                        + " THEN 1 ELSE 0 END AS amount_nanos) FROM share");
                statement.execute("CREATE OR REPLACE TEMP VIEW share AS SELECT * FROM wrong");
            }
            nodeHours.look();
            return nodeHours.check("test");
        });

        assertEquals(false, check.ok());
        assertEquals(
                "node uid-n1 in the hour of 2026-11-01T00:00:00Z, all: off by 1 nanos, least amount 0;"
                        + " and 1 more like it",
                check.detail());
    }

    @Test
    void an_empty_ledger_has_nothing_to_prove() {
        try (HandLedger empty = new HandLedger()) {
            assertEquals(
                    List.of(new Check("ledger", true, "holds nothing yet that could be checked")),
                    new Verifier(empty, empty).check(null));
        }
    }
}
