package dev.sublet.reporter.question;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.close.Billed;
import dev.sublet.reporter.close.Disputes;
import dev.sublet.reporter.close.November;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tired person does at a month's end: mistyped names, a bill in another currency, a bill taken away. Each is said in a line. */
class SlipsTest {
    private static final Period NOVEMBER = new Period(T0, November.DECEMBER);
    private static final Clock CLOCK = November.clock("2026-12-03T09:00:00Z");
    private static final String PRICES = November.prices("0.21");
    private static final String COST_CENTERS = """
            costCenters: [{id: platform}, {id: cc-1001}, {id: cc-1002}]
            budgets: [{costCenter: cc-1001, amount: 50}]
            """;

    @TempDir
    Path folder;

    private Ledger ledger;
    private Answerer answerer;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder.resolve("data"), LedgerSettings.defaults(), CLOCK);
        String ends = T0 + ", NULL, ";
        sql(
                "INSERT INTO cluster VALUES ('c', 'prod', " + T0 + ", " + November.DECEMBER + ", 60)",
                "INSERT INTO node_span VALUES (1, 'c', 'uid-n', 'n', " + ends
                        + "4000, 4000, 16777216, 16777216, 0, 't', 'aws:///eu-1a/i-0a', NULL, NULL, false, NULL)",
                "INSERT INTO volume_span VALUES (2, 'c', 'uid-v', 'v', " + ends
                        + "'fast', 3145728, 'Bound', 'team-a', 'claim', 'workload', 'uid-a', 'a', 'team-a', 'vol-0b', NULL)",
                "INSERT INTO vcluster_span VALUES (3, 'c', 'uid-a', 'team-a', 'a', " + ends
                        + "'StatefulSet', NULL, NULL, 'running')");
        answerer = new Answerer(ledger, CLOCK, SelectLimits.defaults(), () -> terms("owners: []"));
    }

    private void sql(String... statements) {
        ledger.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            return true;
        });
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static TermsTexts terms(String owners) {
        Map<TermsFile, NamedText> texts = new EnumMap<>(TermsFile.class);
        texts.put(TermsFile.PRICES, new NamedText("prices.yaml", PRICES));
        texts.put(TermsFile.COST_CENTERS, new NamedText("cost-centers.yaml", COST_CENTERS));
        texts.put(TermsFile.POLICIES, new NamedText("policies.yaml", November.POLICIES));
        texts.put(TermsFile.OWNERS, new NamedText("owners.yaml", owners));
        return new TermsTexts(texts);
    }

    private Answer ask(Question question) {
        return answerer.answer(question);
    }

    private String report(ReportFormat format, String owners) {
        Answer answer = ask(new ReportQuestion(NOVEMBER, terms(owners), format, ReportOptions.none()));
        assertEquals(0, answer.exitCode(), answer.problem());
        return answer.text();
    }

    @Test
    void names_in_the_owner_registry_that_nothing_has_are_told_with_the_nearest() {
        String owners = """
                owners:
                  - {vcluster: team-a/b, costCenter: cc-1001}
                  - {vcluster: team-a/a, costCenter: cc-101}
                  - {namespace: taem-a, costCenter: cc-1002}
                  - {vcluster: team-a/gone, costCenter: cc-1001, to: 2026-10-01}
                """;
        String statement = report(ReportFormat.TABLE, owners);
        List<String> notes = List.of(
                "Note: unknown name: owners.yaml: vcluster team-a/b was never in this ledger; did you mean team-a/a?",
                "Note: unknown name: owners.yaml: namespace taem-a was never in this ledger; did you mean team-a?",
                "Note: unknown name: owners.yaml, vcluster team-a/a: cost center cc-101 is not in cost-centers.yaml; did you mean"
                        + " cc-1001?");
        for (String note : notes) {
            assertTrue(statement.lines().anyMatch(note::equals), statement);
        }
        assertFalse(statement.contains("team-a/gone"), statement);
        Answer listed = ask(new UnownedQuestion("2026-11", terms(owners), Format.TABLE));
        notes.forEach(note -> assertTrue(listed.text().contains(note), listed.text()));
        Answer csv = ask(new UnownedQuestion("2026-11", terms(owners), Format.CSV));
        assertTrue(String.valueOf(csv.problem()).contains("did you mean team-a?"), csv.problem());
        assertFalse(report(ReportFormat.TABLE, "owners: [{vcluster: team-a/a, costCenter: cc-1001}]")
                .contains("never in this"));
    }

    @Test
    void a_dispute_about_what_is_not_there_is_refused_with_the_nearest_name() {
        assertEquals(
                "vcluster team-a/aa was not there in 2026-11; did you mean team-a/a?",
                dispute("cc-1001", "team-a/aa").problem());
        assertEquals(
                "--cost-center cc-101 is not in cost-centers.yaml; choose from cc-1001, cc-1002, platform, or add it"
                        + " there",
                dispute("cc-101", null).problem());
        assertEquals(
                "There are no disputes.\n",
                ask(new DisputesQuestion(Format.TABLE)).text());
        assertEquals(0, dispute("cc-1001", "team-a/a").exitCode());
    }

    private Answer dispute(String costCenter, String vcluster) {
        return ask(new OpenDisputeQuestion(
                new Disputes.Asked(
                        "2026-11",
                        costCenter,
                        vcluster,
                        null,
                        "too much",
                        CLOCK.instant().getEpochSecond() + 9,
                        "ada"),
                terms("owners: []")));
    }

    private Answer take(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return ask(new BillImportQuestion(List.of(file.toString()), null, null));
    }

    @Test
    void a_bill_in_a_currency_without_a_rate_is_told_at_once_and_the_statement_says_what_to_add() throws IOException {
        String row =
                Billed.row("12", "i-0a", "2026-11-01T00:00", "2026-11-02T00:00").replace(",USD,", ",EUR,");
        Answer taken = take("eur.csv", Billed.HEADER + row);
        String remedy =
                "add it there as exchangeRates: [{currency: EUR, rate: N}], where N is what one EUR is worth in USD";
        assertEquals(0, taken.exitCode());
        assertEquals(
                "bill 1 is in EUR, and price book prices.yaml has no exchange rate for its period; " + remedy,
                taken.problem());
        assertEquals(
                "price book prices.yaml has no exchange rate for the bill's currency EUR in"
                        + " 2026-11-01..2026-11-02; " + remedy,
                ask(new ReportQuestion(NOVEMBER, terms("owners: []"), ReportFormat.CSV, ReportOptions.none()))
                        .problem());
    }

    @Test
    void rows_of_a_bill_that_match_nothing_are_shown_with_their_resources_and_in_the_reconciliation()
            throws IOException {
        StringBuilder rows = new StringBuilder(Billed.HEADER);
        rows.append(Billed.row("12", "i-0a", "2026-11-01T00:00", "2026-11-02T00:00"));
        for (int i = 1; i < 25; i++) {
            rows.append(Billed.row("0." + i, "i-0f" + (10 + i), "2026-11-01T00:00", "2026-11-02T00:00"));
        }
        assertEquals(null, take("usd.csv", rows.toString()).problem());
        String table = ask(new CompareBillsQuestion(NOVEMBER, Format.TABLE)).text();
        assertTrue(
                table.lines().anyMatch(line -> line.matches("unmatched +Compute +i-0f19 +AWS +1 +0\\.9 +0\\.9 .*")),
                table);
        assertTrue(table.lines().anyMatch(line -> line.matches("unmatched +4 more .* 4 +.*")), table);
        String csv = ask(new CompareBillsQuestion(NOVEMBER, Format.CSV)).text();
        assertEquals(
                24, csv.lines().filter(line -> line.startsWith("unmatched,")).count());
        String statement = report(ReportFormat.TABLE, "owners: []");
        assertTrue(
                statement.contains(
                        "Bill of AWS: list 19.05, billed 19.05, effective 19.05 USD in 25 rows; of these 7.05"
                                + " effective in 24 rows match no node and no volume: i-0f19, i-0f18, i-0f17 and 21 more"),
                statement);
        String json = report(ReportFormat.JSON, "owners: []");
        assertTrue(json.contains("\"unmatchedRows\" : 24") || json.contains("\"unmatchedRows\":24"), json);
        String page = report(ReportFormat.HTML, "owners: []");
        assertTrue(page.contains("List against billed") && page.contains("i-0f19"), page);
    }

    @Test
    void a_bill_that_a_close_rests_on_is_not_said_to_be_gone() throws IOException {
        Path file = Billed.bill(folder, "november.csv", "100");
        ask(new BillImportQuestion(List.of(file.toString()), null, null));
        TermsTexts terms = terms("owners: [{vcluster: team-a/a, costCenter: cc-1001}]");
        for (CloseQuestion.Step step : List.of(CloseQuestion.Step.PREPARE, CloseQuestion.Step.APPROVE)) {
            Answer closed = ask(new CloseQuestion(
                    "2026-11", step, null, null, null, step == CloseQuestion.Step.PREPARE ? "ada" : "bob", terms));
            assertEquals(0, closed.exitCode(), closed.problem());
        }
        assertEquals(
                "bill 1 (november.csv) no longer counts, but the close of 2026-11 rests on it: what was closed stays as it"
                        + " is and is proven with it; sublet restate --month 2026-11 --preview says what it would come to"
                        + " without it\n",
                ask(new RemoveBillQuestion(1)).text());
        Answer verified = ask(new VerifyCloseQuestion("2026-11", Format.TABLE));
        assertEquals(0, verified.exitCode(), verified.text());
        assertTrue(report(ReportFormat.TABLE, "owners: []").contains("Bill of AWS: list 109.27"));
    }

    @Test
    void a_page_sets_budgets_against_what_is_paid_and_of_a_month_that_goes_on_says_what_is_to_come() {
        String owners = "owners: [{vcluster: team-a/a, costCenter: cc-1001}]";
        String over = report(ReportFormat.HTML, owners);
        assertTrue(over.contains("Budget against actual"), over);
        assertFalse(over.contains("forecast for the period"), over);
        sql("UPDATE cluster SET last_tick_s = " + (T0 + 20 * 86_400 + 40_000));
        String open = report(ReportFormat.HTML, owners);
        assertTrue(open.contains("forecast for the period"), open);
        assertTrue(open.contains("in four cases of five"), open);
    }
}
