package dev.sublet.reporter.focus;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a document as a FOCUS file. Stateless. */
public final class FocusFile {
    private static final String COST_AND_USAGE = "cost-and-usage";
    private static final String BILLING_PERIOD = "billing-period";

    private FocusFile() {}

    /**
     * As CSV.
     *
     * @param dataset {@code cost-and-usage}, also for null, or {@code billing-period}
     * @param billing where the period stands
     * @throws ReportException when the version has no such dataset
     */
    public static String csv(Document document, FocusVersion version, @Nullable String dataset, BillingPeriod billing) {
        FocusTable focus = table(document, version, dataset, billing);
        Table table = new Table(focus.columns().stream()
                .map(column -> Column.text(column.name(), column.name()))
                .toList());
        for (List<@Nullable Object> row : focus.rows()) {
            List<@Nullable Object> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell instanceof BigDecimal number ? plain(number) : cell));
            table.row(cells);
        }
        return table.write(Format.CSV);
    }

    /** Likewise as Parquet; numbers are DECIMAL, times are timestamps in UTC. */
    public static byte[] parquet(
            Document document, FocusVersion version, @Nullable String dataset, BillingPeriod billing) {
        return ParquetFile.of(table(document, version, dataset, billing));
    }

    private static FocusTable table(
            Document document, FocusVersion version, @Nullable String dataset, BillingPeriod billing) {
        if (dataset == null || dataset.equals(COST_AND_USAGE)) {
            return FocusTable.of(FocusColumns.of(version), new FocusRows(document, version).rows());
        }
        if (!dataset.equals(BILLING_PERIOD)) {
            throw new ReportException(
                    "there is no FOCUS dataset " + dataset + " here; take " + COST_AND_USAGE + " or " + BILLING_PERIOD,
                    2);
        }
        if (!version.isAtLeast(FocusVersion.V1_4)) {
            throw new ReportException(
                    "FOCUS " + version.label() + " has no dataset " + BILLING_PERIOD + "; give --focus-version 1.4", 2);
        }
        Instant fromS = Instant.ofEpochSecond(document.statement().period().fromS());
        return FocusTable.of(
                FocusColumns.billingPeriod(),
                List.of(Map.of(
                        "BillingPeriodStart",
                        fromS,
                        "BillingPeriodEnd",
                        Instant.ofEpochSecond(document.statement().period().toS()),
                        "BillingPeriodCreated",
                        billing.created(),
                        "BillingPeriodLastUpdated",
                        billing.lastUpdated(),
                        "BillingPeriodStatus",
                        billing.closed() ? "Closed" : "Open",
                        "InvoiceIssuerName",
                        FocusRows.ISSUER)));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
