package dev.sublet.reporter.bill;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.reporter.close.Billed;
import dev.sublet.reporter.close.November;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.Fixture;
import dev.sublet.reporter.support.HandLedger;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of a bill that belong to no resource and are for another time than the bill's own. */
class BilledElsewhenTest {
    @TempDir
    private Path folder = Path.of("");

    private final HandLedger ledger = Billed.ledger();

    @AfterEach
    void close() {
        ledger.close();
    }

    /** What November and December charge of one line of November's bill. */
    private String charged(String category, String from, String to, String cost) throws IOException {
        Path file = Files.writeString(
                folder.resolve("bill.csv"),
                Billed.HEADER + cost + ",acct,USD,2026-12-01T00:00:00Z,2026-11-01T00:00:00Z," + category + "," + to
                        + "T00:00:00Z," + from + "T00:00:00Z," + cost + "," + cost + ",AWS,,Any\n");
        new Bills(ledger, ledger, November.clock("2026-12-05T09:00:00Z")).take(List.of(file), null);
        return sum(T0, November.DECEMBER) + " " + sum(November.DECEMBER, November.JANUARY);
    }

    private String sum(long fromS, long toS) {
        Statement statement =
                Statements.preview(ledger, new Period(fromS, toS), Fixture.terms(November.prices("0.21"), "rules: []"));
        assertEquals(0, statement.reconciliation().differenceNanos().signum());
        return statement.lines().stream()
                .filter(line -> line.resource().equals("bill"))
                .map(line -> new BigDecimal(line.amountNanos(), 9))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .stripTrailingZeros()
                .toPlainString();
    }

    @Test
    void a_refund_for_an_earlier_month_is_charged_in_the_month_whose_bill_has_it() throws IOException {
        assertEquals("-3.25 0", charged("Adjustment", "2026-10-01", "2026-11-01", "-3.25"));
    }

    @Test
    void a_credit_of_no_duration_is_charged_in_the_month_whose_bill_has_it() throws IOException {
        assertEquals("-3.25 0", charged("Credit", "2026-11-07", "2026-11-07", "-3.25"));
    }

    @Test
    void a_tax_for_a_year_is_charged_in_the_month_whose_bill_has_it() throws IOException {
        assertEquals("36.5 0", charged("Tax", "2026-11-01", "2027-11-01", "36.5"));
    }

    @Test
    void a_credit_for_some_days_stays_in_its_days() throws IOException {
        assertEquals("-3.25 0", charged("Credit", "2026-11-07", "2026-11-09", "-3.25"));
    }
}
