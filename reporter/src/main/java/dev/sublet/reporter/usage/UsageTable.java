package dev.sublet.reporter.usage;

import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.table.VclusterNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Usage as a table: all fields for CSV, those that people look at otherwise. */
final class UsageTable {
    private UsageTable() {}

    static Table of(UsagePer per, List<UsageLine> lines, Format format) {
        return format == Format.CSV ? full(lines) : brief(per, lines);
    }

    private static Table brief(UsagePer per, List<UsageLine> lines) {
        List<Column> columns = new ArrayList<>();
        switch (per) {
            case POD -> {
                columns.add(Column.text("vcluster", "vcluster"));
                columns.add(Column.text("namespace", "namespace"));
                columns.add(Column.text("pod", "pod"));
                columns.add(Column.text("class", "class"));
            }
            case VCLUSTER -> columns.add(Column.text("vcluster", "vcluster"));
            case NODE -> columns.add(Column.text("node", "node"));
        }
        columns.add(Column.number("cpu", "CPU core-s"));
        columns.add(Column.number("cpuRequest", "requested"));
        columns.add(Column.number("cpuBillable", "billable"));
        columns.add(Column.number("memory", "memory GiB-h"));
        columns.add(Column.number("memoryBillable", "billable"));
        columns.add(Column.number("seconds", "seconds"));
        columns.add(Column.number("measured", "measured"));
        columns.add(Column.number("bridged", "filled in"));
        columns.add(Column.number("estimated", "estimated"));
        columns.add(Column.number("missing", "unknown"));
        Table table = new Table(columns);
        VclusterNames names = new VclusterNames();
        lines.forEach(line -> names.add(line.vclusterNamespace(), line.vcluster(), line.vclusterUid()));
        for (UsageLine line : lines) {
            table.row(briefRow(per, line, names));
        }
        return table;
    }

    private static List<@Nullable Object> briefRow(UsagePer per, UsageLine line, VclusterNames names) {
        List<@Nullable Object> cells = new ArrayList<>();
        String uid = line.vclusterUid();
        String vcluster = uid == null ? line.vcluster() : names.of(line.vclusterNamespace(), line.vcluster(), uid);
        String called = vcluster == null ? "(" + line.podClass() + ")" : vcluster;
        switch (per) {
            case POD -> {
                cells.add(vcluster == null ? "-" : vcluster);
                cells.add(line.virtualNamespace() == null ? line.namespace() : line.virtualNamespace());
                cells.add(line.pod());
                cells.add(line.podClass());
            }
            case VCLUSTER -> cells.add(line.unseen() ? line.pod() : called);
            case NODE -> cells.add(line.unseen() ? line.pod() : line.node());
        }
        cells.add(Quantity.coreSeconds(line.cpuCoreMs()));
        cells.add(Quantity.coreSeconds(line.cpuRequestCoreMs()));
        cells.add(Quantity.coreSeconds(line.billableCpuCoreMs()));
        cells.add(Quantity.gibHours(line.memoryKibSeconds()));
        cells.add(Quantity.gibHours(line.billableMemoryKibSeconds()));
        cells.add(line.seconds());
        cells.add(Quantity.percent(line.measuredSeconds(), line.seconds()));
        cells.add(Quantity.percent(line.bridgedSeconds(), line.seconds()));
        cells.add(line.unseen() ? "100.0 %" : Quantity.percent(line.estimatedSeconds(), line.seconds()));
        cells.add(Quantity.percent(line.missingSeconds(), line.seconds()));
        return cells;
    }

    private static Table full(List<UsageLine> lines) {
        Table table = Table.of(
                Column.text("cluster", "cluster"),
                Column.text("clusterUid", "cluster UID"),
                Column.text("vcluster", "vcluster"),
                Column.text("vclusterNamespace", "vcluster namespace"),
                Column.text("vclusterUid", "vcluster UID"),
                Column.text("namespace", "namespace"),
                Column.text("virtualNamespace", "virtual namespace"),
                Column.text("pod", "pod"),
                Column.text("podUid", "pod UID"),
                Column.text("class", "class"),
                Column.text("node", "node"),
                Column.number("cpuCoreSeconds", "CPU"),
                Column.number("cpuRequestCoreSeconds", "CPU requested"),
                Column.number("billableCpuCoreSeconds", "CPU billable"),
                Column.number("memoryByteSeconds", "memory"),
                Column.number("memoryRequestByteSeconds", "memory requested"),
                Column.number("billableMemoryByteSeconds", "memory billable"),
                Column.number("networkRxBytes", "received"),
                Column.number("networkTxBytes", "sent"),
                Column.number("seconds", "seconds"),
                Column.number("measured", "measured"),
                Column.number("bridged", "filled in"),
                Column.number("estimated", "estimated"),
                Column.number("missing", "unknown"),
                Column.number("cpuEstimatedCoreSeconds", "CPU estimated"));
        for (UsageLine line : lines) {
            table.row(
                    line.cluster(),
                    line.clusterUid(),
                    line.vcluster(),
                    line.vclusterNamespace(),
                    line.vclusterUid(),
                    line.namespace(),
                    line.virtualNamespace(),
                    line.pod(),
                    line.podUid(),
                    line.podClass(),
                    line.node(),
                    Quantity.coreSeconds(line.cpuCoreMs()),
                    Quantity.coreSeconds(line.cpuRequestCoreMs()),
                    Quantity.coreSeconds(line.billableCpuCoreMs()),
                    Quantity.byteSeconds(line.memoryKibSeconds()),
                    Quantity.byteSeconds(line.memoryRequestKibSeconds()),
                    Quantity.byteSeconds(line.billableMemoryKibSeconds()),
                    line.networkRxBytes(),
                    line.networkTxBytes(),
                    line.seconds(),
                    Quantity.fraction(line.measuredSeconds(), line.seconds()),
                    Quantity.fraction(line.bridgedSeconds(), line.seconds()),
                    Quantity.fraction(line.unseen() ? line.seconds() : line.estimatedSeconds(), line.seconds()),
                    Quantity.fraction(line.missingSeconds(), line.seconds()),
                    Quantity.coreSeconds(line.cpuEstimatedCoreMs()));
        }
        return table;
    }
}
