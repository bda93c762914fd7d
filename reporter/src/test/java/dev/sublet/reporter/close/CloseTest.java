package dev.sublet.reporter.close;

import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.verify.Check;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloseTest {
    private static final TermsTexts TEXTS = November.terms(November.prices("0.21"), November.OWNERS);
    private static final Terms TERMS = Terms.parse(TEXTS);

    private final HandLedger ledger = November.ledger();
    private final Clock clock = November.clock("2026-12-03T09:00:00Z");
    private final Closing closing = new Closing(ledger, ledger, clock);

    @AfterEach
    void close() {
        ledger.close();
    }

    private Closing.Standing closed(String name) {
        closing.prepare(name, TERMS, CloseLimits.standard(), "ada");
        return closing.approve(name, TERMS, "bob");
    }

    private static List<String> failed(LedgerReader reader) {
        return CloseChecks.run(reader, null).stream()
                .filter(check -> !check.ok())
                .map(Check::name)
                .toList();
    }

    private String refused(Terms terms, CloseLimits limits) {
        return String.valueOf(
                assertThrows(ReportException.class, () -> closing.prepare("2026-11", terms, limits, "ada"))
                        .getMessage());
    }

    @Test
    void a_period_is_open_then_provisional_then_closed() {
        assertEquals(
                "open",
                closing.standing("2026-11", TERMS, CloseLimits.standard()).state());
        closing.prepare("2026-11", TERMS, CloseLimits.standard(), "ada");
        assertEquals(
                "provisional",
                closing.standing("2026-11", TERMS, CloseLimits.standard()).state());
        closing.approve("2026-11", TERMS, "bob");
        assertEquals(
                "closed",
                closing.standing("2026-11", TERMS, CloseLimits.standard()).state());

        assertEquals(
                "period 2026-11 is closed already; correct it with sublet restate or sublet adjust",
                refused(TERMS, CloseLimits.standard()));
        assertEquals(
                "period 2026-11 is closed already; correct it with sublet restate",
                assertThrows(ReportException.class, () -> closing.approve("2026-11", TERMS, "eve"))
                        .getMessage());
    }

    @Test
    void a_close_says_all_that_hinders_it_and_a_forced_one_keeps_the_reason() {
        Terms bare = TERMS.withOwners(dev.sublet.reporter.owner.Owners.recorded());
        Terms loose = new Terms(
                bare.texts(),
                bare.prices(),
                dev.sublet.reporter.policy.Policies.none(),
                bare.costCenters(),
                bare.owners(),
                bare.calendar());
        Closing early = new Closing(ledger, ledger, November.clock("2026-11-30T23:59:59Z"));
        ledger.sql("UPDATE usage_final SET coverage = 'missing' WHERE from_s < " + (T0 + 10 * November.DAY));
        new Disputes(ledger, ledger, November.clock("2026-11-20T00:00:00Z"))
                .open(
                        new Disputes.Asked("2026-11", "cc-1", null, null, "too much", November.DECEMBER + 1, "ann"),
                        TERMS.calendar());

        String message = String.valueOf(assertThrows(
                        ReportException.class, () -> early.prepare("2026-11", loose, CloseLimits.standard(), "ada"))
                .getMessage());

        assertTrue(
                message.startsWith(
                        "period 2026-11 cannot be closed: the period ends at 2026-12-01T00:00:00Z; wait until it"
                                + " is over; coverage is 66.6666 %, below 95 %; see what was not measured with sublet usage, or"
                                + " lower --min-coverage; "),
                message);
        assertTrue(message.contains(" USD have no owner yet; sublet owners list says for what; "), message);
        assertTrue(message.contains("; 1 dispute is open; answer it; "), message);
        assertTrue(message.contains("; no policy file says what becomes of idle and shared cost; "), message);
        assertEquals(1, message.lines().count());

        early.prepare("2026-11", loose, CloseLimits.forced("auditors need it"), "ada");
        String forced =
                ledger.read(connection -> CloseStore.all(connection).get(0).forced());
        assertTrue(String.valueOf(forced).startsWith("auditors need it (the period ends at "), forced);
    }

    @Test
    void an_objection_that_nobody_answers_in_time_hinders_no_longer() {
        Disputes disputes = new Disputes(ledger, ledger, clock);
        long answerByS = clock.instant().getEpochSecond() + HOUR;
        long id = disputes.open(
                new Disputes.Asked("2026-11", "cc-1", "team-a/a", "cpu", "not ours", answerByS, "ann"),
                TERMS.calendar());
        assertTrue(refused(TERMS, CloseLimits.standard()).contains("1 dispute is open"));

        Closing later = new Closing(ledger, ledger, November.clock("2026-12-03T10:00:00Z"));
        later.prepare("2026-11", TERMS, CloseLimits.standard(), "ada");
        assertEquals("accepted by silence", disputes.list().get(0).state(answerByS));
        disputes.resolve(id, "rejected", "it is yours", "ada");
        assertEquals("rejected", disputes.list().get(0).state(answerByS));
        assertEquals(
                "dispute 1 is rejected already",
                assertThrows(ReportException.class, () -> disputes.resolve(id, "accepted", "well", "ada"))
                        .getMessage());
    }

    @Test
    void what_changed_between_preparation_and_approval_must_be_prepared_again() {
        closing.prepare("2026-11", TERMS, CloseLimits.standard(), "ada");
        ledger.sql(
                "UPDATE usage_final SET cpu_core_ms = cpu_core_ms + 1000000000 WHERE span_id = 2 AND from_s = " + T0);

        assertEquals(
                "the ledger changed since ada prepared the close of 2026-11; prepare it again",
                assertThrows(ReportException.class, () -> closing.approve("2026-11", TERMS, "bob"))
                        .getMessage());
    }

    @Test
    void periods_are_closed_one_behind_the_other_and_each_binds_the_one_before_it() {
        String first = closed("2026-11").digest();
        Closing later = new Closing(ledger, ledger, November.clock("2027-02-03T09:00:00Z"));
        assertEquals(
                "the last closed period is 2026-11; close 2026-12 before 2027-01",
                assertThrows(
                                ReportException.class,
                                () -> later.prepare("2027-01", TERMS, CloseLimits.standard(), "ada"))
                        .getMessage());
        later.prepare("2026-12", TERMS, CloseLimits.standard(), "ada");
        assertNotEquals(first, later.approve("2026-12", TERMS, "bob").digest());
        assertEquals(List.of(), failed(ledger));

        ledger.sql("UPDATE period_close SET forced = 'well' WHERE name = '2026-11'");
        assertEquals(List.of("closes: chained"), failed(ledger));
    }

    @Test
    void the_calendar_is_fixed_at_the_first_close() {
        closed("2026-11");
        Terms weeks = Terms.parse(TEXTS.orElse(TermsTexts.of(
                TermsFile.CALENDAR,
                new NamedText("calendar.yaml", "{periods: 4-4-5, start: 2026-02-02, weekDay: monday}"))));

        assertEquals(
                "the calendar calendar.yaml has no period 2026-11 of 2026-11-01T00:00:00Z..2026-12-01T00:00:00Z, which is"
                        + " closed; closed periods keep their names and days",
                assertThrows(
                                ReportException.class,
                                () -> closing.prepare("2026-P11", weeks, CloseLimits.standard(), "ada"))
                        .getMessage());
    }

    @Test
    void one_changed_row_anywhere_is_found() {
        closed("2026-11");
        assertEquals(List.of(), failed(ledger));
        for (String damage : List.of(
                "cluster SET last_tick_s = last_tick_s - " + 32 * November.DAY,
                "cluster SET cluster_name = 'other'",
                "node_span SET zone = 'z'",
                "node_span SET spot = true",
                "pod_span SET qos = 'Guaranteed' WHERE span_id = 2",
                "pod_span SET virtual_pod = 'x' WHERE span_id = 3",
                "volume_span SET phase = 'Released'",
                "volume_span SET capacity_kib = capacity_kib + 1",
                "service_span SET from_s = from_s + 1",
                "vcluster_span SET state = 'paused' WHERE span_id = 101",
                "owner_span SET recorded_at_s = recorded_at_s + 1",
                "usage_final SET memory_kib = memory_kib + 1 WHERE span_id = 3 AND from_s = " + (T0 + 17 * HOUR),
                "usage_final SET network_tx_bytes = 1 WHERE span_id = 4 AND from_s = " + (T0 + 700 * HOUR),
                "usage_final SET coverage = 'bridged' WHERE span_id = 4 AND from_s = " + T0,
                "unseen_usage SET cpu_core_ms = 1",
                "close_line SET quantity = quantity + 0.000000001 WHERE line = 1",
                "close_line SET amount_nanos = amount_nanos + 1 WHERE line = 2",
                "close_terms SET body = body || ' ' WHERE kind = 'prices'",
                "close_terms SET name = 'other' WHERE kind = 'policies'",
                "close_owner SET team = 'x' WHERE subject = 'logging'",
                "close_row_digest SET row_count = row_count + 1 WHERE table_name = 'cluster'",
                "period_close SET approved_by = 'ada'",
                "period_close SET prepared_at_s = prepared_at_s + 1",
                "closed_period SET closed_at_s = closed_at_s - 1")) {
            String table = damage.substring(0, damage.indexOf(' '));
            ledger.sql("CREATE OR REPLACE TABLE kept AS SELECT * FROM " + table);
            ledger.sql("UPDATE " + damage);

            assertNotEquals(List.of(), failed(ledger), damage);

            ledger.sql("DELETE FROM " + table + "; INSERT INTO " + table + " SELECT * FROM kept");
        }
        assertEquals(List.of(), failed(ledger));
    }

    @Test
    void what_happens_after_the_period_changes_nothing() {
        closed("2026-11");
        ledger.sql("UPDATE pod_span SET to_s = " + (November.DECEMBER + 7) + " WHERE span_id = 2");
        ledger.sql("UPDATE owner_span SET to_s = " + (November.DECEMBER + 7));
        ledger.sql("UPDATE usage_final SET memory_kib = 7 WHERE from_s >= " + November.DECEMBER);
        ledger.sql("INSERT INTO vcluster_span VALUES (103, 'c', 'uid-new', 'team-a', 'a', " + November.DECEMBER
                + ", NULL, 'StatefulSet', NULL, NULL, 'running')");
        ledger.cluster("d", November.DECEMBER, November.JANUARY);

        assertEquals(List.of(), failed(ledger));
    }

    @Test
    void hours_from_several_rows_or_without_their_usage_rows_have_the_same_digest() {
        closed("2026-11");
        ledger.storeHours(ZoneOffset.UTC, 3, false);

        assertEquals(List.of(), failed(ledger));
    }

    @Test
    void a_half_hour_zone_s_month_is_closed_at_its_own_midnights() {
        ledger.billingZone(ZoneId.of("Asia/Kolkata"))
                .sql("CREATE TABLE whole AS SELECT * FROM usage_final; DELETE FROM usage_final;"
                        + " INSERT INTO usage_final SELECT * EXCLUDE (half) REPLACE (from_s + 1800 * half AS from_s,"
                        + " from_s + 1800 * half + 1800 AS to_s) FROM whole, range(2) h(half)");
        closing.prepare("2026-11", TERMS, CloseLimits.standard(), "ada");
        assertEquals(
                Instant.parse("2026-11-30T18:30:00Z").getEpochSecond(),
                closing.approve("2026-11", TERMS, "bob").period().toS());

        assertEquals(List.of(), failed(ledger));
    }

    @Test
    void receipts_alone_prove_a_close_on_another_machine(@TempDir Path folder) {
        closed("2026-11");
        new Adjustments(ledger, clock)
                .book(
                        new Adjustments.Asked("2026-12", "cc-1", "platform", "-12.5", null, "credit", "ada"),
                        TERMS.calendar());
        Closing later = new Closing(ledger, ledger, November.clock("2027-01-03T09:00:00Z"));
        later.prepare("2026-12", TERMS, CloseLimits.standard(), "ada");
        later.approve("2026-12", TERMS, "bob");
        List<String> files = Receipts.write(ledger, "2026-12", connection -> folder);
        assertEquals(20, files.size());

        try (HandLedger empty = new HandLedger()) {
            LedgerReader elsewhere = Receipts.load(empty, empty, folder);
            List<Check> checks = CloseChecks.run(elsewhere, "2026-12");
            assertEquals(List.of(), checks.stream().filter(check -> !check.ok()).toList());
            assertEquals(9, checks.size());

            empty.sql("UPDATE receipt_usage_hour SET billable_memory_kib_s = billable_memory_kib_s + 1"
                    + " WHERE span_id = 2 AND hour_s = " + (November.DECEMBER + 5 * HOUR));
            assertNotEquals(
                    List.of(),
                    CloseChecks.run(elsewhere, "2026-12").stream()
                            .filter(check -> !check.ok())
                            .toList());
        }
    }

    @Test
    void an_adjustment_moves_money_between_cost_centers_and_the_statement_still_adds_up() {
        Adjustments adjustments = new Adjustments(ledger, clock);
        assertEquals(
                "2026-12",
                adjustments.book(
                        new Adjustments.Asked(null, "cc-1", "platform", "-12.50", "c-name", "outage", "ada"),
                        TERMS.calendar()));
        dev.sublet.reporter.statement.Statement december = dev.sublet.reporter.statement.Statements.preview(
                ledger, new dev.sublet.reporter.statement.Period(November.DECEMBER, November.JANUARY), TERMS);

        assertEquals(
                "[cc-1 -12500000000 outage, platform 12500000000 outage]",
                december.lines().stream()
                        .filter(line -> line.charge().equals("adjustment"))
                        .map(line -> line.costCenter() + " " + line.amountNanos() + " " + line.policy())
                        .toList()
                        .toString());
        assertEquals(0, december.reconciliation().differenceNanos().signum());
        closed("2026-11");
        for (Adjustments.Asked asked : List.of(
                new Adjustments.Asked("2026-11", "cc-1", "cc-2", "1", null, "late", "ada"),
                new Adjustments.Asked(null, "cc-1", "cc-1", "1", null, "self", "ada"),
                new Adjustments.Asked(null, "cc-1", "cc-2", "1.0000000001", null, "fine", "ada"),
                new Adjustments.Asked(null, "cc-1", "cc-2", "one", null, "words", "ada"),
                new Adjustments.Asked(null, "cc-1", "cc-2", "1", "nowhere", "place", "ada"))) {
            assertEquals(
                    1,
                    String.valueOf(assertThrows(ReportException.class, () -> adjustments.book(asked, TERMS.calendar()))
                                    .getMessage())
                            .lines()
                            .count());
        }
    }

    @Test
    void what_has_no_owner_is_listed_with_its_amount() {
        List<Unowned.Subject> unowned = Unowned.list(
                ledger,
                "2026-11",
                Terms.parse(
                        November.terms(November.prices("0.21"), "owners: [{vcluster: team-a/a, costCenter: cc-1}]")));

        assertEquals(
                "[vcluster team-b/b workload, vcluster team-b/b idle,  null idle, namespace logging host]",
                unowned.stream()
                        .map(each -> each.kind() + " " + each.subject() + " " + each.podClass())
                        .distinct()
                        .toList()
                        .toString());
        assertTrue(unowned.get(0).amountNanos().signum() > 0);
    }
}
