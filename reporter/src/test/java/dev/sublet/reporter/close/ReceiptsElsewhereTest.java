package dev.sublet.reporter.close;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.bill.Bills;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.verify.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Periods that are no months of UTC: what costs by the month or by the bill began before them and ends behind them. */
class ReceiptsElsewhereTest {
    private static final String WEEKS = "periods: [{name: P1, from: 2026-11-01, to: 2026-11-09}, {name: P2, from:"
            + " 2026-11-09, to: 2026-11-23}]";

    private final HandLedger ledger = Billed.ledger();

    @AfterEach
    void end() {
        ledger.close();
    }

    private void proven(Path folder, boolean billed) throws IOException {
        Clock clock = November.clock("2026-12-05T09:00:00Z");
        ledger.sql("UPDATE cluster SET last_tick_s = " + (November.DECEMBER + 3 * November.DAY + T0 % 7));
        if (billed) {
            new Bills(ledger, ledger, clock).take(List.of(Billed.bill(folder, "bill.csv", "97.13")), null);
        }
        TermsTexts texts = November.terms(
                        November.prices("0.21")
                                + "fixed: [{name: a, per: fleet, perMonth: 77.77}, {name: b, per: cluster, perMonth: 33.331},"
                                + " {name: c, per: node, perMonth: 11.1113}]\n",
                        November.OWNERS)
                .orElse(TermsTexts.of(TermsFile.CALENDAR, new NamedText("calendar.yaml", WEEKS)));
        Terms terms = Terms.parse(texts);
        Closing closing = new Closing(ledger, ledger, clock);
        for (String period : List.of("P1", "P2")) {
            closing.prepare(period, terms, CloseLimits.standard(), "ada");
            closing.approve(period, terms, "bob");
        }
        Path receipts = java.nio.file.Files.createDirectory(folder.resolve("receipts"));
        Receipts.write(ledger, "P2", connection -> receipts);
        assertEquals(List.of(), failed(ledger));
        try (HandLedger empty = new HandLedger()) {
            assertEquals(List.of(), failed(Receipts.load(empty, empty, receipts)));
        }
    }

    private static List<Check> failed(LedgerReader reader) {
        return CloseChecks.run(reader, "P2").stream()
                .filter(check -> !check.ok())
                .toList();
    }

    @Test
    void receipts_prove_a_period_that_begins_inside_a_month_with_monthly_costs(@TempDir Path folder)
            throws IOException {
        proven(folder, false);
    }

    @Test
    void receipts_prove_a_period_that_is_a_part_of_a_bill_s(@TempDir Path folder) throws IOException {
        proven(folder, true);
    }
}
