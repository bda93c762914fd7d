package dev.sublet.reporter.journal;

import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Numbers;
import dev.sublet.reporter.table.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a period's bookings as CSV. Stateless. */
public final class JournalFile {
    private JournalFile() {}

    /**
     * Balanced documents, one for each legal entity in its currency; of a provisional period each with its reversal, and corrections of each
     * earlier period in documents of their own.
     *
     * @param template an ERP's name, null for NetSuite
     * @throws dev.sublet.reporter.ReportException when a cost center lacks its legal entity or an account, or a currency its rate
     */
    public static String csv(JournalBasis basis, @Nullable String template, Numbers numbers) {
        JournalTemplate columns = JournalTemplate.of(template);
        Table table = new Table(columns.columns().stream()
                .map(column -> column.source().isNumber()
                        ? Column.number(column.title(), column.title())
                        : Column.text(column.title(), column.title()))
                .toList());
        for (JournalDocument document : new Journal(basis).documents()) {
            for (int line = 0; line < document.postings().size(); line++) {
                Posting posting = document.postings().get(line);
                int number = line + 1;
                List<@Nullable Object> cells = new ArrayList<>();
                columns.columns().forEach(column -> cells.add(cell(column.source(), basis, document, posting, number)));
                table.row(cells);
            }
        }
        return table.write(Format.CSV, numbers);
    }

    private static LocalDate day(JournalBasis basis, long atS) {
        return Instant.ofEpochSecond(atS).atZone(basis.zone()).toLocalDate();
    }

    private static @Nullable Object cell(
            JournalTemplate.Source source, JournalBasis basis, JournalDocument document, Posting posting, int line) {
        boolean debit = posting.debit().signum() > 0;
        return switch (source) {
            case EXTERNAL_ID -> document.id();
            case LINE -> line;
            case DATE -> document.date().toString();
            case PERIOD_TO -> day(basis, basis.period().toS() - 1).toString();
            case PERIOD_FROM -> day(basis, basis.period().fromS()).toString();
            case ENTITY -> posting.entity().id();
            case ENTITY_NAME -> posting.entity().name();
            case CURRENCY -> document.currency();
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
