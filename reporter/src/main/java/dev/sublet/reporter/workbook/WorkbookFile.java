package dev.sublet.reporter.workbook;

import dev.sublet.reporter.bill.BilledLine;
import dev.sublet.reporter.breakdown.Breakdown;
import dev.sublet.reporter.document.Account;
import dev.sublet.reporter.document.BudgetRow;
import dev.sublet.reporter.document.CostCenterSum;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.document.DocumentLine;
import dev.sublet.reporter.statement.Coverage;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;

/** A statement as an XLSX file: Summary, Lines, Checks, and By for a breakdown. Stateless. */
public final class WorkbookFile {
    private static final List<String> LINES = List.of(
            "legal entity",
            "department",
            "cost center",
            "account",
            "team",
            "cluster",
            "vcluster",
            "class",
            "resource",
            "charge",
            "policy",
            "method",
            "source",
            "price from",
            "quantity",
            "unit",
            "rate",
            "amount",
            "exact amount");
    private static final List<Integer> LINE_WIDTHS =
            List.of(14, 14, 20, 12, 14, 18, 24, 14, 14, 10, 18, 14, 24, 11, 18, 12, 16, 14, 20);

    private WorkbookFile() {}

    /** The file's bytes. */
    public static byte[] write(Document document, @Nullable Breakdown breakdown) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Sublet", "1.0")) {
            summary(new Sheet(workbook.newWorksheet("Summary")), document);
            if (breakdown != null) {
                by(new Sheet(workbook.newWorksheet("By")), document, breakdown);
            }
            lines(new Sheet(workbook.newWorksheet("Lines")), document);
            if (!document.budgets().isEmpty()) {
                budgets(new Sheet(workbook.newWorksheet("Budgets")), document);
            }
            if (!document.bills().isEmpty()) {
                bills(new Sheet(workbook.newWorksheet("Bills")), document);
            }
            checks(new Sheet(workbook.newWorksheet("Checks")), document);
        } catch (IOException e) {
            throw new UncheckedIOException("a file in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static void summary(Sheet sheet, Document document) {
        String currency = document.statement().currency();
        sheet.header(
                List.of(
                        "cost center",
                        "name",
                        "legal entity",
                        "department",
                        "account",
                        "own use " + currency,
                        "shared " + currency,
                        "credits " + currency,
                        "corrections " + currency,
                        "amount " + currency,
                        "last period " + currency),
                List.of(24, 24, 18, 18, 14, 18, 18, 18, 18, 16, 16));
        for (CostCenterSum sum : document.costCenters()) {
            Account account = sum.account();
            sheet.row(
                    Words.costCenter(sum.costCenter()),
                    account.name(),
                    account.legalEntity(),
                    account.department(),
                    account.account(),
                    Words.amount(sum.direct()),
                    Words.amount(sum.shared()),
                    Words.amount(sum.credits()),
                    Words.amount(sum.booked()),
                    sum.amount(),
                    sum.lastAmount());
        }
        sheet.row("total", null, null, null, null, null, null, null, null, document.total(), null)
                .bold(11);
    }

    private static void lines(Sheet sheet, Document document) {
        sheet.header(LINES, LINE_WIDTHS);
        Map<String, Account> accounts = new HashMap<>();
        document.costCenters().forEach(sum -> accounts.put(sum.costCenter(), sum.account()));
        for (DocumentLine each : document.lines()) {
            StatementLine line = each.line();
            Account account = accounts.getOrDefault(line.costCenter(), Account.UNKNOWN);
            sheet.row(
                    account.legalEntity(),
                    account.department(),
                    Words.costCenter(line.costCenter()),
                    account.account(),
                    line.team(),
                    each.clusterName(),
                    line.vcluster(),
                    line.podClass(),
                    line.resource(),
                    line.charge(),
                    line.policy(),
                    each.method(),
                    line.source(),
                    line.pricing(),
                    line.quantity(),
                    line.unit(),
                    each.rate(),
                    each.amount(),
                    Words.amount(line.amountNanos()));
        }
    }

    private static void by(Sheet sheet, Document document, Breakdown breakdown) {
        List<String> titles =
                new ArrayList<>(breakdown.keys().stream().map(Column::title).toList());
        List<Integer> widths = new ArrayList<>(titles.stream().map(title -> 24).toList());
        if (breakdown.measured()) {
            titles.addAll(List.of("quantity", "unit"));
            widths.addAll(List.of(18, 12));
        }
        titles.addAll(List.of("amount " + document.statement().currency(), "exact amount"));
        widths.addAll(List.of(16, 20));
        sheet.header(titles, widths);
        for (Breakdown.Row row : breakdown.rows()) {
            List<@Nullable Object> cells = new ArrayList<>(row.names());
            if (breakdown.measured()) {
                cells.add(row.quantity());
                cells.add(row.unit());
            }
            cells.add(row.amount());
            cells.add(Words.amount(row.amountNanos()));
            sheet.row(cells);
        }
    }

    private static void budgets(Sheet sheet, Document document) {
        String currency = document.statement().currency();
        sheet.header(
                List.of(
                        "cost center",
                        "name",
                        "budget " + currency,
                        "sum of those below",
                        "paid " + currency,
                        "used %",
                        "forecast " + currency),
                List.of(24, 24, 18, 18, 18, 12, 18));
        for (BudgetRow row : document.budgets()) {
            BudgetRow.Forecast forecast = row.forecast();
            sheet.row(
                    Words.costCenter(row.costCenter()),
                    row.name(),
                    Words.amount(row.budgetNanos()),
                    row.summed() ? "yes" : "no",
                    row.paid(),
                    row.usedPercent(),
                    forecast == null ? null : Words.amount(forecast.nanos()));
        }
    }

    private static void bills(Sheet sheet, Document document) {
        sheet.header(
                List.of(
                        "kind",
                        "node, volume or service",
                        "resource ID of what matches nothing",
                        "provider",
                        "rows",
                        "list",
                        "billed",
                        "effective",
                        "currency"),
                List.of(16, 30, 40, 20, 10, 18, 18, 18, 10));
        for (BilledLine line : document.bills()) {
            sheet.row(
                    line.kind(),
                    line.name(),
                    line.resource(),
                    line.provider(),
                    java.math.BigDecimal.valueOf(line.rows()),
                    line.list(),
                    line.billed(),
                    line.effective(),
                    line.currency());
        }
    }

    private static void checks(Sheet sheet, Document document) {
        Statement statement = document.statement();
        Coverage coverage = statement.coverage();
        BigInteger difference = statement.reconciliation().differenceNanos();
        sheet.header(List.of("check", "value"), List.of(44, 60));
        sheet.row("period from", Words.time(statement.period().fromS()));
        sheet.row("period to", Words.time(statement.period().toS()));
        sheet.row("currency", statement.currency());
        sheet.row("cost of nodes", Words.amount(statement.reconciliation().nodeCostNanos()));
        sheet.row(
                "cost of other assets", Words.amount(statement.reconciliation().otherAssetsNanos()));
        sheet.row(
                "corrections and adjustments",
                Words.amount(statement.reconciliation().bookedNanos()));
        sheet.row("sum of all lines", Words.amount(statement.reconciliation().linesNanos()));
        sheet.row("difference", Words.amount(difference));
        sheet.row("adds up", difference.signum() == 0 ? "yes" : "NO");
        sheet.row("pod hours", hours(coverage.totalS()));
        sheet.row("pod hours measured", hours(coverage.measuredS()));
        sheet.row("pod hours filled in", hours(coverage.bridgedS()));
        sheet.row("pod hours estimated", hours(coverage.estimatedS()));
        sheet.row("pod hours unknown", hours(coverage.missingS()));
        statement.notes().forEach(note -> sheet.row("note", note));
    }

    private static java.math.BigDecimal hours(long seconds) {
        return java.math.BigDecimal.valueOf(seconds)
                .divide(java.math.BigDecimal.valueOf(3600), 2, java.math.RoundingMode.HALF_UP);
    }
}
