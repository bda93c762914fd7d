package dev.sublet.reporter.close;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.bill.Bills;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bill whose rows reach further than the ledger. */
class BillAheadTest {
    private static final Terms TERMS = Terms.parse(November.terms(November.prices("0.21"), November.OWNERS));

    private final HandLedger ledger = Billed.ledger();
    private final Clock clock = November.clock("2026-12-01T13:00:00Z");
    private final Closing closing = new Closing(ledger, ledger, clock);

    @AfterEach
    void end() {
        ledger.close();
    }

    private void watchedUntil(long secondS) {
        ledger.sql("UPDATE cluster SET last_tick_s = " + secondS);
    }

    @Test
    void a_close_waits_until_the_ledger_reaches_the_end_of_a_bills_rows_and_is_proven_from_then_on(@TempDir Path folder)
            throws IOException {
        watchedUntil(November.DECEMBER + November.DAY / 2);
        new Bills(ledger, ledger, clock)
                .take(
                        List.of(Files.writeString(
                                folder.resolve("week.csv"),
                                Billed.HEADER + Billed.row("70", "i-0a", "2026-11-25T00:00", "2026-12-02T00:00"))),
                        null);
        assertEquals(
                "period 2026-11 cannot be closed: bill week.csv has rows until 2026-12-02T00:00:00Z, but cluster c-name was"
                        + " watched only until 2026-12-01T12:00:00Z; wait for its tick behind that; or force it with"
                        + " --force REASON",
                assertThrows(
                                ReportException.class,
                                () -> closing.prepare("2026-11", TERMS, CloseLimits.standard(), "ada"))
                        .getMessage());

        watchedUntil(November.DECEMBER + November.DAY);
        closing.prepare("2026-11", TERMS, CloseLimits.standard(), "ada");
        closing.approve("2026-11", TERMS, "bob");
        watchedUntil(November.JANUARY);
        assertEquals(
                List.of(),
                CloseChecks.run(ledger, null).stream()
                        .filter(check -> !check.ok())
                        .toList());
    }
}
