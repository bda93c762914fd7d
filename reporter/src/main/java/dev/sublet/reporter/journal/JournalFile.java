package dev.sublet.reporter.journal;

import dev.sublet.reporter.costcenter.CostCenters;
import dev.sublet.reporter.costcenter.Entity;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Numbers;
import dev.sublet.reporter.table.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a document's bookings as CSV. Stateless. */
public final class JournalFile {
    private JournalFile() {}

    /**
     * One balanced document for each legal entity.
     *
     * @param platformCostCenter whose legal entity provides the clusters
     * @param template an ERP's name, null for NetSuite
     * @param generation how often the period was booked, this time included; part of the documents' IDs
     * @throws dev.sublet.reporter.ReportException when a cost center lacks its legal entity or an account
     */
    public static String csv(
            Document document,
            CostCenters costCenters,
            String platformCostCenter,
            @Nullable String template,
            int generation,
            Numbers numbers) {
        JournalTemplate columns = JournalTemplate.of(template);
        Table table = new Table(columns.columns().stream()
                .map(column -> column.source().isNumber()
                        ? Column.number(column.title(), column.title())
                        : Column.text(column.title(), column.title()))
                .toList());
        Map<Entity, List<Posting>> documents = new Journal(document, costCenters, platformCostCenter).documents();
        documents.forEach((entity, postings) -> {
            String id = externalId(document, entity, generation);
            for (int line = 0; line < postings.size(); line++) {
                Posting posting = postings.get(line);
                int number = line + 1;
                List<@Nullable Object> cells = new ArrayList<>();
                columns.columns().forEach(column -> cells.add(cell(column.source(), document, posting, id, number)));
                table.row(cells);
            }
        });
        return table.write(Format.CSV, numbers);
    }

    /** The same for the same period, entity, currency and generation, whatever the amounts: an ERP refuses it twice. */
    static String externalId(Document document, Entity entity, int generation) {
        return String.join(
                "-",
                "SUBLET",
                day(document, document.statement().period().fromS()).toString().replace("-", ""),
                day(document, document.statement().period().toS() - 1)
                        .toString()
                        .replace("-", ""),
                entity.id(),
                document.statement().currency(),
                Integer.toString(generation));
    }

    private static LocalDate day(Document document, long atS) {
        return Instant.ofEpochSecond(atS).atZone(document.zone()).toLocalDate();
    }

    private static @Nullable Object cell(
            JournalTemplate.Source source, Document document, Posting posting, String id, int line) {
        boolean debit = posting.debit().signum() > 0;
        return switch (source) {
            case EXTERNAL_ID -> id;
            case LINE -> line;
            case DATE, PERIOD_TO ->
                day(document, document.statement().period().toS() - 1).toString();
            case PERIOD_FROM ->
                day(document, document.statement().period().fromS()).toString();
            case ENTITY -> posting.entity().id();
            case ENTITY_NAME -> posting.entity().name();
            case CURRENCY -> document.statement().currency();
            case COST_CENTER -> posting.costCenter();
            case ACCOUNT -> posting.account();
            case DEBIT -> debit ? posting.debit() : null;
            case CREDIT -> debit ? null : posting.debit().negate();
            case AMOUNT -> posting.debit().abs();
            case SIGNED -> posting.debit();
            case POSTING_KEY -> debit ? "40" : "50";
            case MEMO -> posting.memo();
        };
    }
}
