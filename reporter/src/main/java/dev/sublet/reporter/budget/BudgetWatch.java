package dev.sublet.reporter.budget;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records cost events as they come about. A look costs as much as a statement of some months, so there is one for each day that is over and one
 * when a file of terms was edited; other calls cost next to nothing. For one thread.
 */
public final class BudgetWatch {
    private final LedgerReader reader;
    private final LedgerWriter writer;
    private final Clock clock;
    private final Supplier<TermsTexts> texts;
    private @Nullable Looked looked;

    /** What the last look saw. */
    private record Looked(LocalDate today, TermsTexts texts) {}

    public BudgetWatch(Ledger ledger, Clock clock, Supplier<TermsTexts> texts) {
        this(ledger, ledger, clock, texts);
    }

    BudgetWatch(LedgerReader reader, LedgerWriter writer, Clock clock, Supplier<TermsTexts> texts) {
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
        this.texts = texts;
    }

    /**
     * Looks where a day is over or terms are others; returns the events that are new. Without a price book there is nothing to look for.
     *
     * @throws dev.sublet.reporter.ReportException in one line when no report can be made
     */
    public List<CostEvent> look() {
        TermsTexts now = texts.get();
        if (now.of(TermsFile.PRICES).isEmpty()) {
            return List.of();
        }
        ZoneId zone = reader.read(Allocation::billingZone);
        Optional<BillingHours.Hour> known = reader.read(Allocation::wholeLedger);
        if (known.isEmpty()) {
            return List.of();
        }
        // The day of the last tick, not of the clock: a day is over when a tick of the next one is there.
        LocalDate today =
                Instant.ofEpochSecond(known.get().toS() - 1).atZone(zone).toLocalDate();
        Looked current = new Looked(today, now);
        if (current.equals(looked)) {
            return List.of();
        }
        BudgetReport report = Budgets.of(reader, Terms.parse(now, zone), null, false);
        List<CostEvent> fresh =
                CostEvents.record(reader, writer, report, zone, clock.instant().getEpochSecond());
        looked = current;
        return fresh;
    }
}
