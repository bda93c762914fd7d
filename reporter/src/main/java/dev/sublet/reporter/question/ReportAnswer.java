package dev.sublet.reporter.question;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.breakdown.Breakdown;
import dev.sublet.reporter.breakdown.Breakdowns;
import dev.sublet.reporter.close.ClosedStatement;
import dev.sublet.reporter.close.FrozenPeriod;
import dev.sublet.reporter.costcenter.CostCenters;
import dev.sublet.reporter.costcenter.Entity;
import dev.sublet.reporter.document.Account;
import dev.sublet.reporter.document.Accounts;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.document.Documents;
import dev.sublet.reporter.focus.BillingPeriod;
import dev.sublet.reporter.focus.FocusFile;
import dev.sublet.reporter.focus.FocusVersion;
import dev.sublet.reporter.page.PageFile;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Numbers;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.workbook.WorkbookFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Statements in all formats. Stateless. */
final class ReportAnswer {
    private static final Set<ReportFormat> SUMMED =
            EnumSet.of(ReportFormat.TABLE, ReportFormat.CSV, ReportFormat.JSON, ReportFormat.XLSX);

    private ReportAnswer() {}

    /** What all formats are written from. */
    record Seen(
            Document document,
            @Nullable Breakdown breakdown,
            @Nullable FrozenPeriod frozen,
            Terms terms) {}

    static Answer of(Statements statements, ReportQuestion question, Terms terms, Clock clock) {
        ReportOptions options = question.options();
        if (!options.by().isEmpty() && !SUMMED.contains(question.format())) {
            throw new ReportException(
                    "--by goes with --format table, csv, json and xlsx, not with "
                            + question.format().label() + "; leave one of them away",
                    2);
        }
        if (question.format() == ReportFormat.JOURNAL && options.costCenter() != null) {
            throw new ReportException(
                    "a journal books all cost centers, or one document would have several contents; leave"
                            + " --cost-center away",
                    2);
        }
        Seen seen = statements
                .reader()
                .<Optional<Seen>>read(connection -> closed(connection, question, terms))
                .orElseGet(() -> open(statements, question, terms));
        return question.format() == ReportFormat.ALL
                ? all(seen, question, clock)
                : single(question.format(), seen, question, clock);
    }

    private static Seen open(Statements statements, ReportQuestion question, Terms terms) {
        Statements.Look<Seen> look = (connection, statement) -> seen(connection, statement, question, terms);
        return question.fleeting()
                ? statements.glance(question.period(), terms, look)
                : statements.make(question.period(), terms, look);
    }

    /** What was closed is shown as it was closed, and not stored again; empty for all other periods. */
    private static Optional<Seen> closed(Connection connection, ReportQuestion question, Terms now)
            throws SQLException {
        Optional<ClosedStatement> closed = ClosedStatement.find(connection, question.period());
        if (closed.isEmpty()) {
            return Optional.empty();
        }
        ClosedStatement found = closed.get();
        if (!found.whole() && !question.options().by().isEmpty()) {
            throw ReportException.state(
                    "the ledger knows more than when this period was closed, so sums by other things"
                            + " would not be those of its statement; leave --by away, or see sublet restate --preview");
        }
        // Names and accounts are no amounts: a close may lack their file.
        Terms then = found.terms().costCenters().entries().isEmpty()
                ? found.terms().withCostCenters(now.costCenters())
                : found.terms();
        return Optional.of(seen(connection, found.statement(), question, then));
    }

    /** Looks at what the statement left on the connection. */
    static Seen seen(Connection connection, Statement statement, ReportQuestion question, Terms terms)
            throws SQLException {
        ReportOptions options = question.options();
        return new Seen(
                Documents.of(connection, statement, options.costCenter(), terms.policies(), accounts(terms, question)),
                options.by().isEmpty()
                        ? null
                        : Breakdowns.of(connection, statement, options.by(), options.costCenter()),
                FrozenPeriod.find(connection, question.period()).orElse(null),
                terms);
    }

    /** One statement in a file of each format: none of them is computed by itself. A journal is left out where nobody named legal entities. */
    private static Answer all(Seen seen, ReportQuestion question, Clock clock) {
        // A journal books all cost centers.
        boolean whole = question.options().costCenter() == null;
        boolean bookable = whole && !seen.terms().costCenters().entries().isEmpty();
        Map<ReportFormat, byte[]> contents = AtOnce.of(
                ReportFormat.single().stream()
                        .filter(format -> bookable || format != ReportFormat.JOURNAL)
                        .toList(),
                format -> single(format, seen, question, clock).content());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            // The files are taken out again at once.
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<ReportFormat, byte[]> file : contents.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey().file()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be written", e);
        }
        Answer files = Answer.ofBytes(bytes.toByteArray(), ReportText.summary(seen.document()));
        return bookable || !whole
                ? files
                : new Answer(
                        files.text(),
                        "no journal was written: it needs legal entities and accounts; name the cost center file with"
                                + " --cost-centers FILE",
                        0,
                        files.summary(),
                        true,
                        null,
                        null);
    }

    static Answer single(ReportFormat format, Seen seen, ReportQuestion question, Clock clock) {
        ReportOptions options = question.options();
        Numbers numbers = Numbers.of(options.locale());
        Document document = seen.document();
        String summary = ReportText.summary(document);
        return switch (format) {
            case ALL -> throw new IllegalArgumentException("all formats are no single one");
            case TABLE -> text(table(seen, numbers), summary);
            case CSV -> text(csv(seen, numbers), summary);
            case JSON -> text(ReportJson.write(document, seen.breakdown()), summary);
            case XLSX -> Answer.ofBytes(WorkbookFile.write(document, seen.breakdown()), summary);
            case HTML -> text(PageFile.html(document, numbers), summary);
            case PDF -> Answer.ofBytes(PageFile.pdf(document, numbers), summary);
            case FOCUS ->
                text(
                        FocusFile.csv(
                                document,
                                FocusVersion.parse(options.focusVersion()),
                                options.focusDataset(),
                                billingPeriod(seen, clock)),
                        summary);
            case FOCUS_PARQUET ->
                Answer.ofBytes(
                        FocusFile.parquet(
                                document,
                                FocusVersion.parse(options.focusVersion()),
                                options.focusDataset(),
                                billingPeriod(seen, clock)),
                        summary);
            case JOURNAL ->
                text(
                        JournalAnswer.csv(document, seen.frozen(), seen.terms(), options.journalTemplate(), numbers),
                        summary);
        };
    }

    private static BillingPeriod billingPeriod(Seen seen, Clock clock) {
        FrozenPeriod frozen = seen.frozen();
        return frozen == null
                ? new BillingPeriod(
                        false,
                        Instant.ofEpochSecond(
                                seen.document().statement().period().fromS()),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS))
                : new BillingPeriod(
                        frozen.closed(),
                        Instant.ofEpochSecond(frozen.createdAtS()),
                        Instant.ofEpochSecond(frozen.updatedAtS()));
    }

    private static Answer text(String text, String summary) {
        return new Answer(text, null, 0, summary);
    }

    private static String table(Seen seen, Numbers numbers) {
        Breakdown breakdown = seen.breakdown();
        return breakdown == null
                ? ReportText.write(seen.document(), numbers)
                : BreakdownText.write(seen.document(), breakdown, numbers);
    }

    private static String csv(Seen seen, Numbers numbers) {
        Breakdown breakdown = seen.breakdown();
        return breakdown == null
                ? ReportCsv.write(seen.document(), numbers)
                : BreakdownText.exact(seen.document(), breakdown).write(Format.CSV, numbers);
    }

    /** As cost centers are at the period's end. */
    private static Accounts accounts(Terms terms, ReportQuestion question) {
        CostCenters known = terms.costCenters();
        long atS = question.period().toS() - 1;
        return id -> known.at(id, atS)
                .map(costCenter -> new Account(
                        costCenter.name(),
                        known.entity(id, atS).map(Entity::name).orElse(null),
                        costCenter.parent() == null ? null : known.name(costCenter.parent(), atS),
                        known.account(id, atS).orElse(null)))
                .orElse(Account.UNKNOWN);
    }
}
