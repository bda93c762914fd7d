package dev.sublet.reporter.question;

import dev.sublet.reporter.document.BillSum;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.document.DocumentLine;
import dev.sublet.reporter.statement.Coverage;
import dev.sublet.reporter.statement.Rounding;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Numbers;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.table.VclusterNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A statement for people: by cost center, vcluster and class, with subtotals, adding up to what the assets cost. */
final class ReportText {
    private static final List<String> RESOURCES = List.of("cpu", "memory", "gpu", "storage", "load-balancer");
    private static final int QUANTITY_DIGITS = 3;

    private final Document document;
    private final Statement statement;
    private final Numbers numbers;
    private final List<String> resources;
    private final Table table;
    private final VclusterNames names = new VclusterNames();

    private ReportText(Document document, Numbers numbers) {
        this.document = document;
        this.statement = document.statement();
        this.numbers = numbers;
        statement.lines().forEach(line -> names.add(line.vclusterNamespace(), line.vcluster(), line.vclusterUid()));
        TreeSet<String> used = new TreeSet<>();
        document.lines().forEach(line -> used.add(line.line().resource()));
        this.resources =
                new ArrayList<>(RESOURCES.stream().filter(used::contains).toList());
        used.stream().filter(resource -> !RESOURCES.contains(resource)).forEach(resources::add);
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("costCenter", "cost center"));
        columns.add(Column.text("vcluster", "vcluster"));
        columns.add(Column.text("class", "class"));
        for (String resource : resources) {
            columns.add(Column.number(resource, title(resource)));
        }
        columns.add(Column.number("amount", statement.currency()));
        this.table = new Table(columns);
    }

    static String write(Document document, Numbers numbers) {
        return new ReportText(document, numbers).text();
    }

    /** A statement in few words: {@code 97 lines, total 4029.36 USD}. */
    static String summary(Document document) {
        int lines = document.lines().size();
        return lines + (lines == 1 ? " line" : " lines") + ", total "
                + document.total().toPlainString() + " " + document.statement().currency();
    }

    /** What statement this is, with an empty line below. */
    static String heading(Document document) {
        Statement statement = document.statement();
        String of = document.costCenter();
        return "Statement" + (of == null ? "" : " of " + Table.printable(Words.costCenter(of))) + " for "
                + Words.time(statement.period().fromS()) + " to "
                + Words.time(statement.period().toS()) + ", amounts in " + statement.currency() + "\n\n";
    }

    /** What is printed as one row: the resources of a class of a vcluster (by UID, or outside all) in a cluster. */
    private record Group(
            String costCenter,
            String cluster,
            @Nullable String vclusterUid,
            @Nullable String vclusterNamespace,
            @Nullable String vcluster,
            String podClass) {
        boolean sameVcluster(Group other) {
            return costCenter.equals(other.costCenter)
                    && cluster.equals(other.cluster)
                    && Objects.equals(vclusterUid, other.vclusterUid);
        }
    }

    private record Row(Group group, Map<String, BigDecimal> quantities, BigDecimal amount) {}

    private String text() {
        List<Row> rows = rows();
        for (int index = 0; index < rows.size(); ) {
            int end = index;
            while (end < rows.size()
                    && rows.get(end)
                            .group()
                            .costCenter()
                            .equals(rows.get(index).group().costCenter())) {
                end++;
            }
            costCenter(rows.subList(index, end));
            table.rule();
            index = end;
        }
        total("total", document.total());
        if (document.costCenter() == null) {
            int digits = statement.rounded().digits();
            BigInteger booked = statement.reconciliation().bookedNanos();
            if (booked.signum() != 0) {
                total("corrections and adjustments", Rounding.rounded(booked, digits));
            }
            BigInteger assets = statement
                    .reconciliation()
                    .nodeCostNanos()
                    .add(statement.reconciliation().otherAssetsNanos());
            total("= cost of nodes and other assets", Rounding.rounded(assets, digits));
        }
        StringBuilder text = new StringBuilder();
        text.append(heading(document))
                .append(table.write(Format.TABLE, numbers))
                .append("Amounts are rounded once, so that lines add up to the total; CSV and JSON have them exact."
                        + " Quantities are what is billed: max(request, usage).\n\n")
                .append(coverage(statement.coverage()));
        if (statement.reconciliation().differenceNanos().signum() != 0) {
            text.append("This statement does NOT add up: it differs from the cost of nodes and other assets by ")
                    .append(Words.amount(statement.reconciliation().differenceNanos())
                            .toPlainString())
                    .append(' ')
                    .append(statement.currency())
                    .append('\n');
        }
        if (document.costCenter() == null) {
            BillSum.of(document.bills()).forEach(sum -> text.append(bill(sum)));
        }
        statement.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
        return text.toString();
    }

    private static String bill(BillSum sum) {
        return Table.printable(
                        "Bill of " + sum.provider() + ": list " + sum.list().toPlainString() + ", billed "
                                + sum.billed().toPlainString() + ", effective "
                                + sum.effective().toPlainString() + " " + sum.currency() + " in " + sum.rows()
                                + (sum.rows() == 1 ? " row" : " rows")
                                + (sum.unmatchedRows() == 0
                                        ? ", all matched"
                                        : "; of these "
                                                + sum.unmatchedEffective().toPlainString() + " effective in "
                                                + sum.unmatched() + "; see sublet bill compare"))
                + "\n";
    }

    private List<Row> rows() {
        Map<Group, Map<String, BigDecimal>> quantities = new LinkedHashMap<>();
        Map<Group, BigDecimal> amounts = new LinkedHashMap<>();
        for (DocumentLine each : document.lines()) {
            StatementLine line = each.line();
            Group group = new Group(
                    line.costCenter(),
                    line.cluster(),
                    line.vclusterUid(),
                    line.vclusterNamespace(),
                    line.vcluster(),
                    line.podClass());
            quantities
                    .computeIfAbsent(group, key -> new LinkedHashMap<>())
                    .merge(line.resource(), line.quantity(), BigDecimal::add);
            amounts.merge(group, each.amount(), BigDecimal::add);
        }
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<Group, Map<String, BigDecimal>> entry : quantities.entrySet()) {
            rows.add(new Row(entry.getKey(), entry.getValue(), Objects.requireNonNull(amounts.get(entry.getKey()))));
        }
        return rows;
    }

    private void costCenter(List<Row> rows) {
        String name = Words.costCenter(rows.get(0).group().costCenter());
        for (int index = 0; index < rows.size(); ) {
            int end = index;
            while (end < rows.size()
                    && rows.get(end).group().sameVcluster(rows.get(index).group())) {
                end++;
            }
            vcluster(name, rows.subList(index, end));
            index = end;
        }
        if (rows.size() > 1) {
            sum(name, "", "all of " + name, rows);
        }
    }

    private void vcluster(String costCenter, List<Row> rows) {
        Group first = rows.get(0).group();
        String uid = first.vclusterUid();
        String name = uid == null ? "" : names.of(first.vclusterNamespace(), first.vcluster(), uid);
        for (Row row : rows) {
            List<@Nullable Object> cells =
                    new ArrayList<>(List.of(costCenter, name, row.group().podClass()));
            for (String resource : resources) {
                cells.add(shown(row.quantities().get(resource)));
            }
            cells.add(row.amount());
            table.row(cells);
        }
        if (rows.size() > 1 && first.vclusterUid() != null) {
            sum(costCenter, name, "all of " + name, rows);
        }
    }

    private void sum(String costCenter, String vcluster, String title, List<Row> rows) {
        List<@Nullable Object> cells = new ArrayList<>(List.of(costCenter, vcluster, title));
        for (String resource : resources) {
            BigDecimal sum = null;
            for (Row row : rows) {
                BigDecimal quantity = row.quantities().get(resource);
                sum = sum == null ? quantity : quantity == null ? sum : sum.add(quantity);
            }
            cells.add(shown(sum));
        }
        cells.add(rows.stream().map(Row::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
        table.row(cells);
    }

    private void total(String title, BigDecimal amount) {
        List<@Nullable Object> cells = new ArrayList<>(List.of(title, "", ""));
        resources.forEach(resource -> cells.add(null));
        cells.add(amount);
        table.row(cells);
    }

    private static String title(String resource) {
        return switch (resource) {
            case "cpu" -> "CPU core-h";
            case "memory" -> "memory GiB-h";
            case "gpu" -> "GPU-h";
            case "storage" -> "storage GiB-h";
            case "load-balancer" -> "load balancer h";
            default -> resource;
        };
    }

    private static @Nullable BigDecimal shown(@Nullable BigDecimal quantity) {
        return quantity == null ? null : quantity.setScale(QUANTITY_DIGITS, RoundingMode.HALF_UP);
    }

    private static String coverage(Coverage coverage) {
        return "Pod time: " + percent(coverage.measuredS(), coverage) + " measured, "
                + percent(coverage.bridgedS(), coverage) + " filled in, "
                + percent(coverage.estimatedS(), coverage) + " estimated, "
                + percent(coverage.missingS(), coverage) + " unknown\n";
    }

    private static String percent(long part, Coverage coverage) {
        return ReportJson.fraction(part, coverage.totalS())
                        .movePointRight(2)
                        .setScale(1, RoundingMode.HALF_UP)
                        .toPlainString()
                + " %";
    }
}
