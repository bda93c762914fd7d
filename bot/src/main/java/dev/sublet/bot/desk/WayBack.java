package dev.sublet.bot.desk;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus;
import dev.sublet.bot.restore.RestoreRequest;
import dev.sublet.bot.snapshot.SnapshotCost;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Snapshots in a table, and requests to go back to one. Thread-safe. */
public final class WayBack {
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
    private final Patching patching;

    WayBack(Patching patching) {
        this.patching = patching;
    }

    SnapshotStatus restore(VirtualCluster there, String snapshot, Asker asker, @Nullable String reason) {
        String name = there.getMetadata().getName();
        VirtualClusterStatus status = there.getStatus() == null ? VirtualClusterStatus.NONE : there.getStatus();
        SnapshotStatus to = status.snapshots().stream()
                .filter(known -> known.name().equals(snapshot))
                .findFirst()
                .orElseThrow(() -> new RefusedException(none(name, snapshot, status)));
        Map<String, Object> spec = new HashMap<>();
        change(
                spec,
                "chartVersion",
                to.chartVersion(),
                status.chartVersion(),
                there.getSpec().chartVersion());
        change(
                spec,
                "kubernetesVersion",
                to.kubernetesVersion(),
                status.kubernetesVersion(),
                there.getSpec().kubernetesVersion());
        patching.patch(
                there,
                "restore",
                asker,
                reason,
                spec,
                Map.of(RestoreRequest.ANNOTATION, new RestoreRequest(asker.requestId(), snapshot).json()));
        return to;
    }

    /** What ran then is wanted again, or the next look would upgrade it once more. */
    private static void change(
            Map<String, Object> spec,
            String field,
            @Nullable String then,
            @Nullable String now,
            @Nullable String wanted) {
        if (then != null && !then.equals(wanted) && !(wanted == null && then.equals(now))) {
            spec.put(field, then);
        }
    }

    private static String none(String name, String snapshot, VirtualClusterStatus status) {
        if (status.snapshots().isEmpty()) {
            return name + " has no snapshots, so there is no way back; its blueprint takes some when it has"
                    + " snapshots: {volumeSnapshotClass: …}";
        }
        return name + " has no snapshot \"" + snapshot.replaceAll("[^ -~]", "?") + "\"; choose from "
                + status.snapshots().stream().map(SnapshotStatus::name).toList();
    }

    /**
     * One line each.
     *
     * @param book for their cost, or null
     * @param cluster whose own prices count before everybody's, or null
     */
    public static String write(
            List<SnapshotStatus> all, @Nullable PriceBook book, @Nullable String cluster, Instant now, Format format) {
        if (all.isEmpty() && format == Format.TABLE) {
            return "There are no snapshots; blueprints with snapshots: {volumeSnapshotClass: …} take them before"
                    + " upgrades, restores and deletion.\n";
        }
        String currency = book == null ? "" : book.currency();
        Table table = Table.of(
                Column.text("name", "name"),
                Column.text("takenAt", "taken"),
                Column.text("keptUntil", "kept until"),
                Column.text("why", "before"),
                Column.text("chart", "chart"),
                Column.text("kubernetes", "Kubernetes"),
                Column.number("volumes", "volumes"),
                Column.number("gib", "GiB"),
                Column.text("perMonth", "a month, at most"),
                Column.text("whileKept", "while kept, at most"));
        for (SnapshotStatus each : all) {
            Long bytes = each.bytes();
            table.row(
                    each.name(),
                    each.takenAt(),
                    each.keptUntil(),
                    each.why(),
                    each.chartVersion(),
                    each.kubernetesVersion(),
                    each.volumes().size(),
                    bytes == null ? null : BigDecimal.valueOf(bytes).divide(GIB, 1, RoundingMode.HALF_UP),
                    book == null ? null : money(SnapshotCost.perMonth(book, cluster, each, now), currency),
                    book == null ? null : money(SnapshotCost.whileKept(book, cluster, each), currency));
        }
        return table.write(format);
    }

    private static @Nullable String money(Optional<BigDecimal> amount, String currency) {
        return amount.map(value -> value.toPlainString() + " " + currency).orElse(null);
    }
}
