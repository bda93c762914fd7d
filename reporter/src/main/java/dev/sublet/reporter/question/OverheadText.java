package dev.sublet.reporter.question;

import dev.sublet.reporter.advice.Advices;
import dev.sublet.reporter.document.Sleep;
import dev.sublet.reporter.overhead.OverheadLine;
import dev.sublet.reporter.overhead.Overheads;
import dev.sublet.reporter.overhead.Trend;
import dev.sublet.reporter.statement.Coverage;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.table.VclusterNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The overhead for people. */
final class OverheadText {
    private static final int POD_HOUR_DIGITS = 4;

    private OverheadText() {}

    static String write(OverheadReport report) {
        OverheadTables tables = new OverheadTables(report, false);
        StringBuilder text = new StringBuilder(overhead(report, tables));
        if (!report.trends().isEmpty()) {
            text.append("\nTrend of the overhead, amounts in ")
                    .append(report.statement().currency())
                    .append("\n\n")
                    .append(tables.trend().write(Format.TABLE));
            for (Trend trend : report.trends()) {
                if (trend.missing() != null) {
                    text.append("  ")
                            .append(trend.name())
                            .append(": ")
                            .append(trend.missing())
                            .append('\n');
                }
            }
        }
        report.comparison().ifPresent(comparison -> {
            text.append("\nCompared with a plain namespace and a cluster of its own\n\n")
                    .append(tables.comparison(comparison).write(Format.TABLE));
            lines(text, comparison.notes());
            lines(text, comparison.assumptions());
        });
        report.advices().ifPresent(advices -> advice(text, report, tables, advices));
        report.sleeps().ifPresent(sleeps -> sleep(text, report, tables, sleeps));
        return text.toString();
    }

    private static String overhead(OverheadReport report, OverheadTables tables) {
        String currency = report.statement().currency();
        Table table = Table.of(
                Column.text("vcluster", "vcluster"),
                Column.text("namespace", "namespace"),
                Column.number("overhead", "overhead " + currency),
                Column.number("tenants", "tenants"),
                Column.number("total", "of all"),
                Column.number("share", "share"),
                Column.number("podHour", "per pod-hour"),
                Column.number("coverage", "seen"),
                Column.text("parts", "made of"));
        VclusterNames names = report.names();
        BigDecimal overhead = BigDecimal.ZERO;
        BigDecimal tenants = BigDecimal.ZERO;
        BigDecimal total = BigDecimal.ZERO;
        for (OverheadLine line : report.lines()) {
            List<String> parts = new ArrayList<>();
            for (OverheadLine.Part part : line.parts()) {
                parts.add(part.podClass() + " " + part.resource() + " "
                        + report.shown(
                                        line,
                                        each -> each.podClass().equals(part.podClass())
                                                && each.resource().equals(part.resource()),
                                        part.amountNanos())
                                .toPlainString());
            }
            BigDecimal own = report.shown(line, Overheads::isOverhead, line.overheadNanos());
            BigDecimal theirs = report.shown(line, Overheads::isTenants, line.tenantNanos());
            BigDecimal all = report.shown(line, any -> true, line.totalNanos());
            table.row(
                    names.of(line.vclusterNamespace(), line.vcluster(), line.vclusterUid()),
                    line.vclusterNamespace(),
                    own,
                    theirs,
                    all,
                    line.sharePercent().setScale(1, RoundingMode.HALF_UP).toPlainString() + " %",
                    line.perPodHourNanos()
                            .map(nanos -> Words.amount(nanos)
                                    .setScale(Math.max(POD_HOUR_DIGITS, report.digits()), RoundingMode.HALF_UP)
                                    .toPlainString())
                            .orElse("-"),
                    seen(line.tenancy().coverage()),
                    String.join(", ", parts));
            overhead = overhead.add(own);
            tenants = tenants.add(theirs);
            total = total.add(all);
        }
        BigInteger all = report.statement().reconciliation().linesNanos();
        table.rule();
        table.row("all vclusters", "", overhead, tenants, total, "", "", "", "");
        table.row("statement", "", "", "", tables.money(all), "", "", "", "");
        return table.write(Format.TABLE);
    }

    /** The part of the pods' seconds that was measured or filled in between two looks. */
    private static String seen(Coverage coverage) {
        if (coverage.totalS() <= 0) {
            return "-";
        }
        return BigDecimal.valueOf(coverage.measuredS() + coverage.bridgedS())
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(coverage.totalS()), 1, RoundingMode.DOWN)
                        .toPlainString()
                + " %";
    }

    private static void advice(StringBuilder text, OverheadReport report, OverheadTables tables, Advices advices) {
        text.append("\nAdvice\n\n");
        if (advices.list().isEmpty()) {
            text.append("  Nothing that would save enough.\n");
        } else {
            text.append(tables.advice(advices).write(Format.TABLE));
            text.append("  together: ")
                    .append(tables.money(advices.totalMonthNanos()).toPlainString())
                    .append(' ')
                    .append(report.statement().currency())
                    .append(" a month\n");
        }
        for (Advices.Room room : advices.rooms()) {
            text.append("  ")
                    .append(room.clusterName())
                    .append(": its fullest hour leaves room like ")
                    .append(room.spareNodes())
                    .append(" nodes of ")
                    .append(room.instanceType())
                    .append(", and ")
                    .append(room.spareAfter())
                    .append(
                            " with the smaller requests that are counted; taking the difference away lowers the bill by ")
                    .append(tables.money(room.monthNanos()).toPlainString())
                    .append(" a month\n");
        }
        lines(text, advices.assumptions());
    }

    private static void sleep(StringBuilder text, OverheadReport report, OverheadTables tables, List<Sleep> sleeps) {
        text.append("\nSaved by sleep\n\n");
        if (sleeps.isEmpty()) {
            text.append("  No vcluster slept and was awake too.\n");
            return;
        }
        BigInteger saved = sleeps.stream().map(Sleep::savedNanos).reduce(BigInteger.ZERO, BigInteger::add);
        text.append(tables.sleep(sleeps).write(Format.TABLE))
                .append("  together: about ")
                .append(tables.money(saved).toPlainString())
                .append(' ')
                .append(report.statement().currency())
                .append("; a pause is taken to cost what the same weekday costs awake\n");
    }

    private static void lines(StringBuilder text, List<String> lines) {
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
}
