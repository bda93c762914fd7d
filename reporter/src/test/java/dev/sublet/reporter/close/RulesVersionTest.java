package dev.sublet.reporter.close;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.verify.Check;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulesVersionTest {
    private static final TermsTexts TEXTS = November.terms(November.prices("0.21"), November.OWNERS);

    private final HandLedger ledger = November.ledger();

    @AfterEach
    void end() {
        ledger.close();
    }

    /** A program whose current rules are the second version. */
    private LedgerReader later() {
        return new LedgerReader() {
            @Override
            public <T> T read(Query<T> query) {
                return ledger.read(connection -> {
                    Rules.use(connection, 2);
                    return query.on(connection);
                });
            }
        };
    }

    private void close(LedgerReader reader, String name, String at) {
        Closing closing = new Closing(reader, ledger, November.clock(at));
        closing.prepare(name, Terms.parse(TEXTS), CloseLimits.standard(), "ada");
        closing.approve(name, Terms.parse(TEXTS), "bob");
    }

    private Set<String> charges(int index) {
        return ledger.read(connection ->
                CloseStore.contents(
                                connection,
                                CloseStore.all(connection).get(index).id())
                        .lines()
                        .stream()
                        .map(StatementLine::charge)
                        .collect(Collectors.toSet()));
    }

    @Test
    void a_month_is_proven_with_the_rules_of_its_time_and_later_ones_have_new_rules() {
        close(ledger, "2026-11", "2026-12-03T09:00:00Z");
        close(later(), "2026-12", "2027-01-03T09:00:00Z");

        assertTrue(charges(0).contains("usage"));
        assertTrue(charges(1).contains("use"));
        for (LedgerReader program : List.of(ledger, later())) {
            assertEquals(
                    List.of(),
                    CloseChecks.run(program, null).stream()
                            .filter(check -> !check.ok())
                            .toList());
            assertEquals(
                    List.of(),
                    new Restatement(program, ledger, November.clock("2027-01-03T09:00:00Z"))
                            .preview("2026-11", TEXTS)
                            .deltas());
        }
        ledger.sql("UPDATE period_close SET rules_version = 2 WHERE name = '2026-11'");
        List<Check> failed = CloseChecks.run(ledger, "2026-11").stream()
                .filter(check -> !check.ok())
                .toList();
        assertTrue(
                failed.stream().anyMatch(check -> check.name().equals("close 2026-11: same again")), failed.toString());
    }
}
