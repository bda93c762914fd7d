package dev.sublet.reporter.question;

import dev.sublet.reporter.document.Account;
import dev.sublet.reporter.document.CostCenterSum;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.document.DocumentLine;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Numbers;
import dev.sublet.reporter.table.Table;
import java.util.HashMap;
import java.util.Map;

/** A statement's lines for a spreadsheet, exact. Totals are left to it. */
final class ReportCsv {
    private ReportCsv() {}

    static String write(Document document, Numbers numbers) {
        Table table = Table.of(
                Column.text("from", "from"),
                Column.text("to", "to"),
                Column.text("legalEntity", "legal entity"),
                Column.text("department", "department"),
                Column.text("costCenter", "cost center"),
                Column.text("account", "account"),
                Column.text("team", "team"),
                Column.text("cluster", "cluster"),
                Column.text("vcluster", "vcluster"),
                Column.text("vclusterNamespace", "vcluster namespace"),
                Column.text("vclusterUid", "vcluster UID"),
                Column.text("class", "class"),
                Column.text("resource", "resource"),
                Column.text("charge", "charge"),
                Column.text("policy", "policy"),
                Column.text("method", "method"),
                Column.text("source", "source"),
                Column.text("pricing", "pricing"),
                Column.number("quantity", "quantity"),
                Column.text("unit", "unit"),
                Column.number("rate", "rate"),
                Column.text("currency", "currency"),
                Column.number("rounded", "rounded"),
                Column.number("amount", "amount"),
                Column.number("amountNanos", "amount in 10^-9"));
        Map<String, Account> accounts = new HashMap<>();
        for (CostCenterSum sum : document.costCenters()) {
            accounts.put(sum.costCenter(), sum.account());
        }
        for (DocumentLine each : document.lines()) {
            StatementLine line = each.line();
            Account account = accounts.getOrDefault(line.costCenter(), Account.UNKNOWN);
            table.row(
                    Words.time(document.statement().period().fromS()),
                    Words.time(document.statement().period().toS()),
                    account.legalEntity(),
                    account.department(),
                    line.costCenter(),
                    account.account(),
                    line.team(),
                    each.clusterName(),
                    line.vcluster(),
                    line.vclusterNamespace(),
                    line.vclusterUid(),
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
                    document.statement().currency(),
                    each.amount(),
                    Words.amount(line.amountNanos()),
                    line.amountNanos());
        }
        return table.write(Format.CSV, numbers);
    }
}
