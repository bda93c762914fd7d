package dev.sublet.reporter.question;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.close.CloseLimits;
import dev.sublet.reporter.close.Closing;
import dev.sublet.reporter.close.November;
import dev.sublet.reporter.close.Restatement;
import dev.sublet.reporter.document.Account;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.document.Documents;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.table.Numbers;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The journal of a month through its states: open, provisional, closed, corrected. */
class JournalTest {
    private static final String COST_CENTERS = """
            entities:
              - {id: de, name: DE, currency: EUR, accounts: {clearing: "1", dueTo: "2", dueFrom: "3"}}
              - {id: jp, name: JP, currency: JPY, accounts: {clearing: "4", dueTo: "5", dueFrom: "6"}}
            costCenters:
              - {id: platform, entity: de, account: "10"}
              - {id: cc-1, entity: jp, account: "20"}
              - {id: cc-2, entity: jp, account: "30"}
              - {id: cc-3, entity: de, account: "40"}
            """;
    private static final Period NOVEMBER = new Period(T0, November.DECEMBER);
    private static final Period DECEMBER = new Period(November.DECEMBER, November.JANUARY);

    private final HandLedger ledger = November.ledger();
    private final Clock clock = November.clock("2026-12-03T09:00:00Z");
    private final Closing closing = new Closing(ledger, ledger, clock);

    @AfterEach
    void end() {
        ledger.close();
    }

    private static TermsTexts texts(String perHour, String rates) {
        return November.terms(November.prices(perHour) + "exchangeRates: [" + rates + "]\n", November.OWNERS)
                .orElse(TermsTexts.of(TermsFile.COST_CENTERS, new NamedText("cost-centers.yaml", COST_CENTERS)));
    }

    private static TermsTexts texts(String perHour) {
        return texts(
                perHour,
                "{currency: EUR, rate: 1.05, to: 2026-11-30}, {currency: EUR, rate: 1.1, from: 2026-11-30},"
                        + " {currency: JPY, rate: 0.0065}");
    }

    private String csv(Period period, TermsTexts texts) {
        return ReportAnswer.of(
                        new Statements(ledger, ledger, clock),
                        new ReportQuestion(
                                period,
                                texts,
                                ReportFormat.JOURNAL,
                                new ReportOptions(List.of(), null, null, null, null, "generic")),
                        Terms.parse(texts),
                        clock)
                .text();
    }

    /** Rows by document, in their order. */
    private Map<String, List<List<String>>> documents(Period period, TermsTexts texts) {
        return documents(csv(period, texts));
    }

    private static Map<String, List<List<String>>> documents(String csv) {
        Map<String, List<List<String>>> documents = new LinkedHashMap<>();
        csv.lines()
                .skip(1)
                .map(line -> Arrays.asList(line.replaceAll("\"[^\"]*\"", "text").split(",", -1)))
                .forEach(row -> documents
                        .computeIfAbsent(row.get(0), any -> new ArrayList<>())
                        .add(row));
        documents.forEach((id, rows) -> assertEquals(
                0,
                rows.stream()
                        .map(JournalTest::signed)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .signum(),
                id));
        return documents;
    }

    private static BigDecimal signed(List<String> row) {
        return new BigDecimal(row.get(12));
    }

    private static Map<String, BigDecimal> accounts(List<List<String>> rows) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        rows.forEach(row -> sums.merge(row.get(9), signed(row), BigDecimal::add));
        return sums;
    }

    @Test
    void each_entity_books_in_its_own_currency_at_the_rate_of_the_period_s_last_day() {
        Map<String, List<List<String>>> documents = documents(NOVEMBER, texts("0.21"));

        assertEquals(2, documents.size());
        List<String> ids = List.copyOf(documents.keySet());
        assertTrue(ids.get(0).startsWith("SUBLET-20261101-20261130-de-EUR-D-"), ids.toString());
        assertTrue(ids.get(1).startsWith("SUBLET-20261101-20261130-jp-JPY-D-"), ids.toString());
        Map<String, BigDecimal> jp = accounts(documents.getOrDefault(ids.get(1), List.of()));
        assertEquals(0, jp.getOrDefault("20", BigDecimal.ONE).scale());
        assertEquals(
                jp.getOrDefault("5", BigDecimal.ZERO).negate(),
                jp.getOrDefault("20", BigDecimal.ZERO).add(jp.getOrDefault("30", BigDecimal.ZERO)));
        ReportException none =
                assertThrows(ReportException.class, () -> csv(NOVEMBER, texts("0.21", "{currency: EUR, rate: 1.1}")));
        assertEquals(
                "entity jp books in JPY, for which price book prices.yaml has no rate at the end of the period; add it"
                        + " under exchangeRates",
                none.getMessage());
    }

    /**
     * The whole number of thirds of a cent that a currency's rate makes leaves remainders everywhere. Rates of entities do not reach the
     * statement, so it is made once; that it is the report's is shown by the first rate.
     */
    @Test
    void what_one_entity_is_owed_another_of_the_same_currency_owes_to_the_cent() {
        Document document = new Statements(ledger, ledger, clock)
                .glance(
                        NOVEMBER,
                        Terms.parse(entitiesInEuro(101)),
                        (connection, statement) -> Documents.of(
                                connection,
                                statement,
                                null,
                                Terms.parse(entitiesInEuro(101)).policies(),
                                id -> Account.UNKNOWN));
        for (int rate = 101; rate < 141; rate++) {
            TermsTexts texts = entitiesInEuro(rate);
            String csv = JournalAnswer.csv(document, null, Terms.parse(texts), "generic", Numbers.of(null));
            if (rate == 101) {
                assertEquals(csv(NOVEMBER, texts), csv);
            }
            Map<String, BigDecimal> sums = new TreeMap<>();
            documents(csv)
                    .forEach((id, rows) ->
                            accounts(rows).forEach((account, sum) -> sums.merge(account, sum, BigDecimal::add)));
            assertEquals(
                    0,
                    sums.getOrDefault("3", BigDecimal.ONE)
                            .add(sums.getOrDefault("5", BigDecimal.ONE))
                            .signum(),
                    rate + " " + sums);
        }
    }

    private static TermsTexts entitiesInEuro(int rate) {
        return TermsTexts.of(
                        TermsFile.COST_CENTERS, new NamedText("cost-centers.yaml", COST_CENTERS.replace("JPY", "EUR")))
                .orElse(texts("0.21", "{currency: EUR, rate: " + new BigDecimal(rate).movePointLeft(2) + "}"));
    }

    @Test
    void a_provisional_month_is_accrued_and_taken_back_and_no_id_ever_has_two_contents() {
        Terms terms = Terms.parse(texts("0.21"));
        closing.provisional("2026-11", terms, CloseLimits.standard(), "ada");
        ReportException alone = assertThrows(ReportException.class, () -> closing.approve("2026-11", terms, "bob"));
        assertEquals(
                "period 2026-11 is provisional, but nobody prepared its close; do so with sublet close --prepare",
                alone.getMessage());

        Map<String, List<List<String>>> accrued = documents(NOVEMBER, texts("0.21"));
        assertEquals(
                List.of(
                        "SUBLET-20261101-20261130-de-EUR-A1",
                        "SUBLET-20261101-20261130-de-EUR-R1",
                        "SUBLET-20261101-20261130-jp-JPY-A1",
                        "SUBLET-20261101-20261130-jp-JPY-R1"),
                List.copyOf(accrued.keySet()));
        for (String entity : List.of("de-EUR", "jp-JPY")) {
            List<List<String>> accrual = accrued.getOrDefault("SUBLET-20261101-20261130-" + entity + "-A1", List.of());
            List<List<String>> reversal = accrued.getOrDefault("SUBLET-20261101-20261130-" + entity + "-R1", List.of());
            assertTrue(accrual.stream().allMatch(row -> row.get(2).equals("2026-11-30")));
            assertTrue(reversal.stream().allMatch(row -> row.get(2).equals("2026-12-01")));
            Map<String, BigDecimal> negated = new TreeMap<>();
            accounts(reversal).forEach((account, amount) -> negated.put(account, amount.negate()));
            assertEquals(accounts(accrual), negated);
        }
        // What is known later changes nothing of it.
        assertEquals(accrued, documents(NOVEMBER, texts("0.99")));

        closing.prepare("2026-11", Terms.parse(texts("0.3")), CloseLimits.standard(), "ada");
        assertTrue(documents(NOVEMBER, texts("0.3")).containsKey("SUBLET-20261101-20261130-jp-JPY-A2"));
        closing.approve("2026-11", Terms.parse(texts("0.3")), "bob");
        Map<String, List<List<String>>> closed = documents(NOVEMBER, texts("0.3"));
        assertEquals(
                List.of("SUBLET-20261101-20261130-de-EUR-F3", "SUBLET-20261101-20261130-jp-JPY-F3"),
                List.copyOf(closed.keySet()));
        assertEquals(closed, documents(NOVEMBER, texts("0.21")));
    }

    @Test
    void corrections_have_documents_of_their_own_in_the_month_they_are_booked() {
        closing.prepare("2026-11", Terms.parse(texts("0.21")), CloseLimits.standard(), "ada");
        closing.approve("2026-11", Terms.parse(texts("0.21")), "bob");
        Map<String, List<List<String>>> before = documents(NOVEMBER, texts("0.21"));
        new Restatement(ledger, ledger, clock).book("2026-11", texts("0.25"), "ada");

        assertEquals(before, documents(NOVEMBER, texts("0.25")));
        Closing later = new Closing(ledger, ledger, November.clock("2027-01-03T09:00:00Z"));
        later.prepare("2026-12", Terms.parse(texts("0.25")), CloseLimits.standard(), "ada");
        later.approve("2026-12", Terms.parse(texts("0.25")), "bob");
        Map<String, List<List<String>>> december = documents(DECEMBER, texts("0.25"));
        assertEquals(
                List.of(
                        "SUBLET-20261201-20261231-de-EUR-F4",
                        "SUBLET-20261201-20261231-jp-JPY-F4",
                        "SUBLET-20261201-20261231-de-EUR-C2026-11-F4",
                        "SUBLET-20261201-20261231-jp-JPY-C2026-11-F4"),
                List.copyOf(december.keySet()));
        assertFalse(before.isEmpty());
    }

    @Test
    void the_billing_period_is_closed_when_its_month_is() {
        String open = billingPeriod();
        closing.prepare("2026-11", Terms.parse(texts("0.21")), CloseLimits.standard(), "ada");
        assertTrue(billingPeriod().contains("Open"));
        closing.approve("2026-11", Terms.parse(texts("0.21")), "bob");

        assertTrue(open.contains(",Open,"), open);
        assertTrue(billingPeriod().contains(",2026-12-03T09:00:00Z,2026-11-01T00:00:00Z,Closed,"), billingPeriod());
    }

    private String billingPeriod() {
        return ReportAnswer.of(
                        new Statements(ledger, ledger, clock),
                        new ReportQuestion(
                                NOVEMBER,
                                texts("0.21"),
                                ReportFormat.FOCUS,
                                new ReportOptions(List.of(), null, null, "1.4", "billing-period", null)),
                        Terms.parse(texts("0.21")),
                        clock)
                .text();
    }
}
