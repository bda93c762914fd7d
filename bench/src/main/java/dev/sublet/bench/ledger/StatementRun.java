package dev.sublet.bench.ledger;

import dev.sublet.bench.measure.Proc;
import dev.sublet.bench.measure.Results;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.document.Account;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.document.Documents;
import dev.sublet.reporter.focus.BillingPeriod;
import dev.sublet.reporter.focus.FocusFile;
import dev.sublet.reporter.focus.FocusVersion;
import dev.sublet.reporter.journal.JournalBasis;
import dev.sublet.reporter.journal.JournalFile;
import dev.sublet.reporter.page.PageFile;
import dev.sublet.reporter.policy.PolicyRun;
import dev.sublet.reporter.statement.LinesDigest;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.table.Numbers;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.workbook.WorkbookFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/** What each step of a statement costs, in one process: allocation and policies alone, then the statement as it is stored, then its formats. */
public final class StatementRun {
    private final Proc self = Proc.self();
    private double cpuS = self.cpuS();
    private long atNanos = System.nanoTime();

    private StatementRun() {}

    /**
     * Prints a row of Markdown for each step.
     *
     * @param month such as 2026-09
     * @param prices the price book
     * @param costCenters who books where
     */
    public static void run(Path data, String month, Path prices, Path costCenters) throws IOException {
        StatementRun run = new StatementRun();
        YearMonth named = YearMonth.parse(month);
        Period period = new Period(
                named.atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
                named.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
        Terms terms = Terms.parse(new TermsTexts(Map.of(
                TermsFile.PRICES, new NamedText(prices.toString(), Files.readString(prices)),
                TermsFile.COST_CENTERS, new NamedText(costCenters.toString(), Files.readString(costCenters)))));
        try (Ledger ledger = Ledger.open(data, LedgerSettings.defaults(), Clock.systemUTC())) {
            run.lap("open the ledger as a daemon does");
            run.allocate(ledger, period, terms);
            Document document = new Statements(ledger, ledger, Clock.systemUTC())
                    .make(
                            period,
                            terms,
                            (connection, statement) -> Documents.of(
                                    connection, statement, null, terms.policies(), costCenter -> Account.UNKNOWN));
            run.lap("the whole statement: both again, reconciled and stored");
            run.write(document, terms);
            System.out.println();
            System.out.println(document.statement().lines().size() + " lines, digest "
                    + LinesDigest.of(document.statement().lines()));
        }
    }

    private void allocate(Ledger ledger, Period period, Terms terms) {
        ledger.read(connection -> {
            Allocation.run(connection, period.fromS(), period.toS(), terms);
            lap("allocation");
            PolicyRun.on(
                    connection, terms.policies(), period.fromS(), period.toS(), Allocation.billingZone(connection));
            Allocation.post(connection);
            PolicyRun.finish(connection, terms.policies());
            Allocation.book(connection);
            Allocation.sumUp(connection);
            lap("policies and lines");
            return period;
        });
    }

    private void write(Document document, Terms terms) {
        Numbers numbers = Numbers.of(null);
        Instant now = Clock.systemUTC().instant();
        BillingPeriod billing = new BillingPeriod(false, now, now);
        FocusVersion version = FocusVersion.parse(null);
        WorkbookFile.write(document, null);
        lap("xlsx");
        PageFile.html(document, numbers);
        lap("html");
        PageFile.pdf(document, numbers);
        lap("pdf");
        FocusFile.csv(document, version, null, billing);
        lap("focus csv");
        FocusFile.parquet(document, version, null, billing);
        lap("focus parquet");
        JournalBasis basis = new JournalBasis(
                document.statement().period(),
                document.zone(),
                document.statement().currency(),
                document.statement().lines(),
                terms.costCenters(),
                terms.prices(),
                JournalBasis.Stage.DRAFT,
                0,
                false);
        JournalFile.csv(basis, null, numbers);
        lap("journal");
    }

    private void lap(String step) {
        double cpu = self.cpuS();
        long now = System.nanoTime();
        Results.row(
                step,
                String.format(Locale.ROOT, "%.2f", (now - atNanos) / 1e9),
                String.format(Locale.ROOT, "%.2f", cpu - cpuS),
                Results.mb(self.peakResidentBytes()));
        cpuS = cpu;
        atNanos = now;
    }
}
