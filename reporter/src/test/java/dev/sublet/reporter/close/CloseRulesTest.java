package dev.sublet.reporter.close;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.entry.EntryException;
import dev.sublet.reporter.policy.CloseRules;
import dev.sublet.reporter.policy.Policies;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hinders a close is what the policy file says, and whoever closes may say otherwise. */
class CloseRulesTest {
    private static final String NO_VOLUMES =
            "currency: USD\nnodes: [{instanceType: t, perHour: 0.21}]\nloadBalancers: {perHour: 0.025}\n";

    private final HandLedger ledger = November.ledger();
    private final Closing closing = new Closing(ledger, ledger, November.clock("2026-12-03T09:00:00Z"));

    @AfterEach
    void end() {
        ledger.close();
    }

    /** Without an owner for the second vcluster, two thirds measured, one open dispute, volumes without a price. */
    private void trouble() {
        ledger.sql("UPDATE usage_final SET coverage = 'missing' WHERE from_s < " + (T0 + 10 * November.DAY));
        new Disputes(ledger, ledger, November.clock("2026-11-20T00:00:00Z"))
                .open(
                        new Disputes.Asked("2026-11", "cc-1", null, null, "too much", November.JANUARY, "ann"),
                        terms("").calendar());
    }

    private static Terms terms(String close) {
        return terms(close, "team-a/a");
    }

    private static Terms terms(String close, String vcluster) {
        return Terms.parse(new TermsTexts(Map.of(
                TermsFile.PRICES,
                new NamedText("prices.yaml", NO_VOLUMES),
                TermsFile.OWNERS,
                new NamedText("owners.yaml", "owners: [{vcluster: " + vcluster + ", costCenter: cc-1}]"),
                TermsFile.POLICIES,
                new NamedText("policies.yaml", November.POLICIES + close))));
    }

    private List<String> hindrances(String close, CloseLimits limits) {
        return closing.standing("2026-11", terms(close), limits).hindrances().stream()
                .map(line -> line.contains("coverage")
                        ? "coverage"
                        : line.contains("owner") ? "no-owner" : line.contains("dispute") ? "disputes" : line)
                .toList();
    }

    @Test
    void what_hinders_is_what_the_policy_file_says_and_options_go_before_it() {
        trouble();
        CloseLimits none = CloseLimits.standard();
        assertEquals(List.of("coverage", "no-owner", "disputes"), hindrances("", none));
        assertEquals(List.of(), hindrances("close: {minCoverage: 60, hinders: []}", none));
        assertEquals(
                List.of("coverage", "unpriced: 1 volume; the price book has no section volumes"),
                hindrances("close: {hinders: [unpriced]}", none));
        assertEquals(
                List.of(
                        "coverage",
                        "unknown name: owners.yaml: vcluster team-a/x was never in this ledger; did you mean team-a/a?"),
                closing
                        .standing("2026-11", terms("close: {hinders: [unknown-names, unmatched]}", "team-a/x"), none)
                        .hindrances()
                        .stream()
                        .map(line -> line.startsWith("coverage") ? "coverage" : line)
                        .toList());
        assertEquals(
                List.of("coverage", "disputes"),
                hindrances(
                        "close: {minCoverage: 60, hinders: []}",
                        new CloseLimits(700_000L, Set.of(CloseRules.Hindering.DISPUTES), null)));
    }

    @Test
    void what_lowered_rules_let_through_is_on_record_for_whoever_approves() {
        trouble();
        closing.prepare("2026-11", terms("close: {minCoverage: 60, hinders: []}"), CloseLimits.standard(), "ada");

        String recorded = String.valueOf(Closing.list(ledger).get(0).forced());
        assertTrue(recorded.startsWith("coverage is 66.6666 %, and 60 % was demanded instead of 95 %; "), recorded);
        assertTrue(recorded.contains(" have no owner yet; sublet owners list says for what (hinders no close here); "));
        assertTrue(recorded.endsWith("1 dispute is open; answer it (hinders no close here)"), recorded);
        assertFalse(recorded.contains("unpriced"), recorded);
    }

    @Test
    void what_is_wrong_in_the_section_is_said_in_one_line() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "close: {hinders: [owner]}",
                        "policy file p.yaml: close: hinders \"owner\" is not known; write no-owner, disputes, unpriced, unmatched, unknown-names",
                        "close: {minCoverage: 101}",
                        "policy file p.yaml: close: minCoverage 101 is above the limit of 100; check the unit",
                        "close: {coverage: 90}",
                        "policy file p.yaml: close: unknown key \"coverage\"; allowed are hinders, minCoverage")
                .entrySet()) {
            assertEquals(
                    wrong.getValue(),
                    assertThrows(EntryException.class, () -> Policies.parse(wrong.getKey(), "p.yaml", ZoneOffset.UTC))
                            .getMessage());
        }
    }
}
