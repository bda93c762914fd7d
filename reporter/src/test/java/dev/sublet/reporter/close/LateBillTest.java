package dev.sublet.reporter.close;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.bill.Bills;
import dev.sublet.reporter.bill.DraftBills;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.verify.Check;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateBillTest {
    private static final TermsTexts TEXTS = November.terms(November.prices("0.21"), November.OWNERS);
    private static final Period NOVEMBER = new Period(T0, November.DECEMBER);

    @TempDir
    Path folder;

    private final HandLedger ledger = Billed.ledger();
    private final Clock clock = November.clock("2026-12-03T09:00:00Z");
    private final Bills bills = new Bills(ledger, ledger, clock);
    private final Restatement restatement = new Restatement(ledger, ledger, clock);

    @BeforeEach
    void close() {
        Closing closing = new Closing(ledger, ledger, clock);
        assertEquals(
                0,
                closing.prepare("2026-11", Terms.parse(TEXTS), CloseLimits.standard(), "ada")
                        .bills());
        closing.approve("2026-11", Terms.parse(TEXTS), "bob");
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    private Statement now(TermsTexts texts) {
        return Statements.preview(ledger, NOVEMBER, Terms.parse(texts));
    }

    private static BigInteger total(Statement statement) {
        return statement.lines().stream().map(StatementLine::amountNanos).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger total(Restatement.Restated restated) {
        return restated.deltas().stream().map(Restatement.Delta::amountNanos).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static Set<String> causes(Restatement.Restated restated) {
        return restated.deltas().stream().map(Restatement.Delta::cause).collect(Collectors.toSet());
    }

    private List<Check> failed() {
        return CloseChecks.run(ledger, null).stream()
                .filter(check -> !check.ok())
                .toList();
    }

    private Restatement.Restated preview(Path bill) {
        try (DraftBills late = DraftBills.read(ledger, List.of(bill), null)) {
            return restatement.preview("2026-11", TEXTS, late);
        }
    }

    @Test
    void a_preview_shows_what_a_bill_does_and_keeps_nothing_of_it() throws IOException {
        BigInteger before = total(now(TEXTS));
        Restatement.Restated previewed = preview(Billed.bill(folder, "final.csv", "123.456789"));

        assertEquals(Set.of("bill"), causes(previewed));
        assertEquals(List.of(), bills.list());
        // Not one line differs from what was closed, so nothing of the bill is left.
        assertEquals(List.of(), restatement.preview("2026-11", TEXTS).deltas());

        // Brought in and booked, it comes to the same.
        Path bill = Billed.bill(folder, "final.csv", "123.456789");
        bills.take(List.of(bill), null);
        assertEquals(
                previewed.deltas(), restatement.book("2026-11", TEXTS, "ada").deltas());
        Statement after = now(TEXTS);
        assertEquals(total(after).subtract(before), total(previewed));
        // The node's cost is what its rows say, the month and the charge period being the same.
        assertEquals(new BigInteger("123456789000"), after.reconciliation().nodeCostNanos());
        assertEquals(List.of(), restatement.book("2026-11", TEXTS, "ada").deltas());
        assertEquals(List.of(), preview(bill).deltas());
        assertEquals(List.of(), failed());
    }

    @Test
    void rows_that_reach_beyond_the_month_on_both_sides_are_cut_to_the_nano_by_both_computations() throws IOException {
        bills.take(
                List.of(Files.writeString(
                        folder.resolve("weeks.csv"),
                        Billed.HEADER
                                + Billed.row("10.123456789123456789", "i-0a", "2026-10-20T00:00", "2026-11-03T05:17")
                                + Billed.row("20.2", "i-0a", "2026-11-03T05:17", "2026-11-20T13:59")
                                + Billed.row("7.000000001", "i-0a", "2026-11-28T00:00", "2026-12-09T00:00")
                                + Billed.row("1.1", "vol-0b", "2026-11-02T00:00", "2026-12-02T00:00"))),
                null);
        Statement statement = now(TEXTS);
        assertEquals(0, statement.reconciliation().differenceNanos().signum());
        assertTrue(statement.lines().stream().anyMatch(line -> line.pricing().equals("billed")));
        String proof = SqlFile.read(Statement.class, "billed.sql");
        assertFalse(proof.contains("billed_"), "the proof reads what the allocation made of bills");
    }

    @Test
    void a_second_bill_and_a_price_have_causes_of_their_own_and_causes_sum_to_the_difference() throws IOException {
        BigInteger closed = total(now(TEXTS));
        bills.take(List.of(Billed.bill(folder, "first.csv", "150")), null);
        BigInteger first = total(restatement.book("2026-11", TEXTS, "ada"));
        TermsTexts dearer =
                November.terms(November.prices("0.21").replace("perHour: 0.025", "perHour: 0.03"), November.OWNERS);

        Path corrected = Billed.bill(folder, "second.csv", "140.25");
        Restatement.Restated second;
        try (DraftBills late = DraftBills.read(ledger, List.of(corrected), null)) {
            second = restatement.preview("2026-11", dearer, late);
        }

        assertEquals(Set.of("bill", "price"), causes(second));
        bills.take(List.of(corrected), null);
        assertEquals(
                second.deltas(),
                restatement.book("2026-11", dearer, "ada", second).deltas());
        assertEquals(total(now(dearer)).subtract(closed), first.add(total(second)));
        assertEquals(List.of(), restatement.book("2026-11", dearer, "ada").deltas());
        assertEquals(List.of(), failed());
    }
}
