package dev.sublet.reporter.question;

import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import java.util.Map;

/** A statement's lines for a spreadsheet, exact. Totals are left to it. */
final class ReportCsv {
    private ReportCsv() {}

    static String write(Statement statement) {
        Table table = Table.of(
                Column.text("from", "from"),
                Column.text("to", "to"),
                Column.text("costCenter", "cost center"),
                Column.text("team", "team"),
                Column.text("cluster", "cluster"),
                Column.text("vcluster", "vcluster"),
                Column.text("vclusterNamespace", "vcluster namespace"),
                Column.text("vclusterUid", "vcluster UID"),
                Column.text("class", "class"),
                Column.text("resource", "resource"),
                Column.text("charge", "charge"),
                Column.text("policy", "policy"),
                Column.text("source", "source"),
                Column.text("pricing", "pricing"),
                Column.number("quantity", "quantity"),
                Column.text("unit", "unit"),
                Column.text("currency", "currency"),
                Column.number("amount", "amount"),
                Column.number("amountNanos", "amount in 10^-9"));
        Map<String, String> names = ReportJson.clusterNames(statement);
        for (StatementLine line : statement.lines()) {
            table.row(
                    Words.time(statement.period().fromS()),
                    Words.time(statement.period().toS()),
                    line.costCenter(),
                    line.team(),
                    names.getOrDefault(line.cluster(), line.cluster()),
                    line.vcluster(),
                    line.vclusterNamespace(),
                    line.vclusterUid(),
                    line.podClass(),
                    line.resource(),
                    line.charge(),
                    line.policy(),
                    line.source(),
                    line.pricing(),
                    line.quantity(),
                    line.unit(),
                    statement.currency(),
                    Words.amount(line.amountNanos()),
                    line.amountNanos());
        }
        return table.write(Format.CSV);
    }
}
