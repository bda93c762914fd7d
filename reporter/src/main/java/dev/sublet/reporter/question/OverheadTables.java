package dev.sublet.reporter.question;

import dev.sublet.reporter.advice.Advice;
import dev.sublet.reporter.advice.Advices;
import dev.sublet.reporter.document.Sleep;
import dev.sublet.reporter.overhead.Comparison;
import dev.sublet.reporter.overhead.OverheadLine;
import dev.sublet.reporter.overhead.Overheads;
import dev.sublet.reporter.overhead.Trend;
import dev.sublet.reporter.overhead.Vcluster;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.table.VclusterNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables beside the overhead itself: exact for programs, rounded for people. */
final class OverheadTables {
    private final OverheadReport report;
    private final VclusterNames names;
    private final boolean exact;

    OverheadTables(OverheadReport report, boolean exact) {
        this.report = report;
        this.names = report.names();
        this.exact = exact;
    }

    BigDecimal money(BigInteger nanos) {
        BigDecimal amount = Words.amount(nanos);
        return exact ? amount : amount.setScale(report.digits(), RoundingMode.HALF_UP);
    }

    private String name(Vcluster vcluster) {
        return names.of(vcluster.namespace(), vcluster.name(), vcluster.uid());
    }

    /** A table whose rows are vclusters: programs get their UIDs too. */
    private Table named(Column... columns) {
        List<Column> all = new ArrayList<>();
        if (exact) {
            all.add(Column.text("cluster", "cluster"));
            all.add(Column.text("vclusterUid", "vcluster UID"));
        }
        all.add(Column.text("vcluster", "vcluster"));
        all.addAll(List.of(columns));
        return new Table(all);
    }

    private void row(Table table, String cluster, String uid, @Nullable Object... cells) {
        List<@Nullable Object> all = new ArrayList<>();
        if (exact) {
            all.add(cluster);
            all.add(uid);
        }
        all.addAll(Arrays.asList(cells));
        table.row(all);
    }

    /** A row for each vcluster in a table for people, for each vcluster and period in one for programs. */
    Table trend() {
        return exact ? trendRows() : trendColumns();
    }

    private Table trendRows() {
        Table table = Table.of(
                Column.text("period", "period"),
                Column.text("cluster", "cluster"),
                Column.text("vcluster", "vcluster"),
                Column.text("vclusterUid", "vcluster UID"),
                Column.text("source", "source"),
                Column.number("overhead", "overhead"),
                Column.number("total", "total"));
        for (OverheadLine line : report.lines()) {
            for (Trend trend : report.trends()) {
                trend.of(line)
                        .ifPresent(sum -> table.row(
                                trend.name(),
                                line.cluster(),
                                line.vcluster(),
                                line.vclusterUid(),
                                trend.source(),
                                money(sum.overheadNanos()),
                                money(sum.totalNanos())));
            }
            table.row(
                    report.statement().period().toString(),
                    line.cluster(),
                    line.vcluster(),
                    line.vclusterUid(),
                    "ledger",
                    money(line.overheadNanos()),
                    money(line.totalNanos()));
        }
        return table;
    }

    private Table trendColumns() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("vcluster", "vcluster"));
        List<Trend> oldestFirst = new ArrayList<>(report.trends());
        Collections.reverse(oldestFirst);
        for (Trend trend : oldestFirst) {
            columns.add(Column.number(trend.name(), trend.name()));
        }
        columns.add(Column.number("now", "now"));
        columns.add(Column.text("change", "change"));
        Table table = new Table(columns);
        for (OverheadLine line : report.lines()) {
            List<Object> row = new ArrayList<>();
            row.add(names.of(line.vclusterNamespace(), line.vcluster(), line.vclusterUid()));
            for (Trend trend : oldestFirst) {
                row.add(trend.of(line)
                        .<Object>map(sum -> money(sum.overheadNanos()))
                        .orElse("-"));
            }
            row.add(report.shown(line, Overheads::isOverhead, line.overheadNanos()));
            Optional<Trend.Sum> last = report.trends().isEmpty()
                    ? Optional.empty()
                    : report.trends().get(0).of(line);
            row.add(last.map(sum -> change(sum.overheadNanos(), line.overheadNanos()))
                    .orElse("new"));
            table.row(row);
        }
        return table;
    }

    private static String change(BigInteger before, BigInteger now) {
        if (before.signum() == 0) {
            return now.signum() == 0 ? "+0.0 %" : "new";
        }
        BigDecimal percent = new BigDecimal(now.subtract(before))
                .multiply(BigDecimal.valueOf(100))
                .divide(new BigDecimal(before), 1, RoundingMode.HALF_UP);
        return (percent.signum() < 0 ? "" : "+") + percent.toPlainString() + " %";
    }

    Table comparison(Comparison comparison) {
        String currency = report.statement().currency();
        Table table = named(
                Column.text("namespace", "namespace"),
                Column.number("itself", "itself " + currency),
                Column.number("asItIs", "as it is"),
                Column.number("plainNamespace", "namespace"),
                Column.number("ownCluster", "own cluster"),
                Column.text("ownClusterNodes", "of"),
                Column.number("ownClusterSafe", "own, one may fail"),
                Column.text("ownClusterSafeNodes", "of"));
        for (Comparison.Row row : comparison.rows()) {
            String whyNot = "not priced" + (row.whyNot() == null ? "" : ": " + row.whyNot());
            row(
                    table,
                    row.vcluster().cluster(),
                    row.vcluster().uid(),
                    name(row.vcluster()),
                    row.vcluster().namespace(),
                    money(row.vcluster().costNanos()),
                    money(row.asItIsNanos()),
                    money(row.namespaceNanos()),
                    row.own().<Object>map(own -> money(own.totalNanos())).orElse(exact ? "" : "not priced"),
                    row.own().map(OverheadTables::nodes).orElse(whyNot),
                    row.ownSafe().<Object>map(own -> money(own.totalNanos())).orElse(exact ? "" : "not priced"),
                    row.ownSafe().map(OverheadTables::nodes).orElse(""));
        }
        return table;
    }

    private static String nodes(Comparison.Own own) {
        return own.nodes() + " × " + own.instanceType();
    }

    Table advice(Advices advices) {
        String currency = report.statement().currency();
        Table table = Table.of(
                Column.number("number", "no."),
                Column.text("advice", "advice"),
                Column.text("vclusters", "vcluster"),
                Column.number("savedPerMonth", "saves " + currency + " a month"),
                Column.number("savedInPeriod", "in this period"),
                Column.text("counted", "counted"),
                Column.text("reason", "why"));
        for (Advice advice : advices.list()) {
            table.row(
                    advice.number(),
                    advice.kind().label(),
                    advice.targets().stream()
                            .map(target -> name(target.vcluster()))
                            .collect(Collectors.joining(", ")),
                    money(advice.monthNanos()),
                    money(advice.savedNanos()),
                    counted(advice),
                    advice.reason());
        }
        return table;
    }

    private static String counted(Advice advice) {
        if (advice.excludes().isEmpty()) {
            return "yes";
        }
        String others = advice.excludes().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return advice.counted() ? "yes, excludes " + others : "no, excluded by " + others;
    }

    Table sleep(List<Sleep> sleeps) {
        String currency = report.statement().currency();
        Table table = named(
                Column.number("hoursAsleep", "hours asleep"),
                Column.number("wouldHaveCost", "would have cost " + currency),
                Column.number("didCost", "did cost"),
                Column.number("saved", "saved, about"));
        for (Sleep sleep : sleeps) {
            row(
                    table,
                    sleep.cluster(),
                    sleep.vclusterUid(),
                    sleep.vcluster(),
                    BigDecimal.valueOf(sleep.asleepS()).divide(BigDecimal.valueOf(3600), 1, RoundingMode.HALF_UP),
                    money(sleep.wouldNanos()),
                    money(sleep.didNanos()),
                    money(sleep.savedNanos()));
        }
        return table;
    }
}
