package dev.sublet.reporter.question;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.overhead.OverheadLine;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.terms.Terms;

/** The overhead of vclusters, the dearest first. */
final class OverheadAnswer {
    private OverheadAnswer() {}

    static Answer of(LedgerReader reader, OverheadQuestion question, Terms terms) {
        question.options().check(question.format());
        OverheadReport report = OverheadReport.of(reader, question, terms);
        return Answer.of(
                switch (question.format()) {
                    case TABLE -> OverheadText.write(report);
                    case CSV -> csv(report, question.options());
                    case JSON -> OverheadJson.write(report);
                });
    }

    private static String csv(OverheadReport report, OverheadOptions options) {
        OverheadTables tables = new OverheadTables(report, true);
        Table table = options.trend() > 0
                ? tables.trend()
                : report.comparison()
                        .map(tables::comparison)
                        .or(() -> report.advices().map(tables::advice))
                        .or(() -> report.sleeps().map(tables::sleep))
                        .orElseGet(() -> parts(report));
        return table.write(Format.CSV);
    }

    private static Table parts(OverheadReport report) {
        Table table = Table.of(
                Column.text("cluster", "cluster"),
                Column.text("vcluster", "vcluster"),
                Column.text("vclusterNamespace", "namespace"),
                Column.text("vclusterUid", "vcluster UID"),
                Column.text("class", "class"),
                Column.text("resource", "resource"),
                Column.number("quantity", "quantity"),
                Column.text("unit", "unit"),
                Column.text("currency", "currency"),
                Column.number("amount", "amount"),
                Column.number("amountNanos", "amount in 10^-9"));
        for (OverheadLine line : report.lines()) {
            for (OverheadLine.Part part : line.parts()) {
                table.row(
                        line.cluster(),
                        line.vcluster(),
                        line.vclusterNamespace(),
                        line.vclusterUid(),
                        part.podClass(),
                        part.resource(),
                        part.quantity(),
                        part.unit(),
                        report.statement().currency(),
                        Words.amount(part.amountNanos()),
                        part.amountNanos());
            }
        }
        return table;
    }
}
