package dev.sublet.bot.desk;

import dev.sublet.bot.adopt.Unmanaged;
import dev.sublet.bot.resource.ApprovalStatus;
import dev.sublet.bot.resource.DriftItem;
import dev.sublet.bot.resource.DriftStatus;
import dev.sublet.bot.resource.QuestionStatus;
import dev.sublet.bot.resource.RemovalStatus;
import dev.sublet.bot.resource.RestoreStatus;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus;
import dev.sublet.bot.transfer.Transfer;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Virtual clusters in words and tables. Stateless. */
public final class Listing {
    private Listing() {}

    /** One line each. */
    public static String write(List<VirtualCluster> all, Format format) {
        return write(all, List.of(), format);
    }

    /** One line each, those included that others made. */
    public static String write(List<VirtualCluster> all, List<Unmanaged> others, Format format) {
        if (all.isEmpty() && others.isEmpty() && format == Format.TABLE) {
            return "There are no virtual clusters in this namespace.\n";
        }
        Table table = Table.of(
                Column.text("name", "name"),
                Column.text("phase", "phase"),
                Column.text("team", "team"),
                Column.text("costCenter", "cost center"),
                Column.text("blueprint", "blueprint"),
                Column.text("size", "size"),
                Column.text("kubernetes", "Kubernetes"),
                Column.text("chart", "chart"),
                Column.text("expires", "expires"),
                Column.number("drift", "drift"),
                Column.text("message", "message"));
        for (VirtualCluster one : all) {
            VirtualClusterStatus status = status(one);
            DriftStatus drift = status.drift();
            table.row(
                    one.getMetadata().getName(),
                    phase(status),
                    one.getSpec().owner().team(),
                    one.getSpec().owner().costCenter(),
                    one.getSpec().blueprint(),
                    one.getSpec().size(),
                    status.kubernetesVersion(),
                    status.chartVersion(),
                    status.expiresAt(),
                    drift == null ? null : drift.count(),
                    Table.printable(status.message()));
        }
        for (Unmanaged other : others) {
            table.row(
                    other.reference(),
                    "not managed",
                    null,
                    null,
                    null,
                    null,
                    null,
                    other.chart(),
                    null,
                    null,
                    other.state()
                            + (other.renderedBy() == null
                                    ? "; 'sublet vcluster adopt' puts it under a blueprint"
                                    : "; rendered by ArgoCD application " + other.renderedBy()));
        }
        return table.write(format);
    }

    /** What differed when it was last compared, a line each. */
    public static String drift(VirtualCluster one, Format format) {
        DriftStatus drift = status(one).drift();
        if (format == Format.TABLE && (drift == null || drift.count() == 0)) {
            return drift == null
                    ? "It was never compared.\n"
                    : "All was as the blueprint says at " + drift.checkedAt() + ".\n";
        }
        Table table = Table.of(
                Column.text("where", "where"),
                Column.text("kind", "kind"),
                Column.text("namespace", "namespace"),
                Column.text("name", "name"),
                Column.text("what", "what"),
                Column.text("repaired", "put right"));
        for (DriftItem item : drift == null ? List.<DriftItem>of() : drift.items()) {
            table.row(
                    item.inside() ? "inside" : "host",
                    item.kind(),
                    item.namespace(),
                    item.name(),
                    Table.printable(item.what()),
                    item.repaired() ? "yes" : "no");
        }
        return table.write(format);
    }

    /** All that is known of one, a fact a line. */
    public static String show(VirtualCluster one) {
        VirtualClusterStatus status = status(one);
        StringBuilder text = new StringBuilder();
        line(text, "name", one.getMetadata().getName());
        line(text, "phase", phase(status));
        line(text, "message", status.message());
        line(text, "team", one.getSpec().owner().team());
        line(text, "cost center", one.getSpec().owner().costCenter());
        line(text, "requester", one.getSpec().owner().requester());
        line(text, "blueprint", one.getSpec().blueprint() + version(status.blueprintVersion()));
        line(text, "size", one.getSpec().size());
        line(text, "Kubernetes", status.kubernetesVersion());
        line(text, "chart", status.chartVersion());
        line(text, "endpoint", status.endpoint());
        line(text, "host namespace", status.hostNamespace());
        line(text, "ready since", status.readyAt());
        line(text, "expires", status.expiresAt());
        ApprovalStatus approval = status.approval();
        QuestionStatus question = approval == null ? null : approval.question();
        if (question != null) {
            line(text, "approval", approval(question));
        }
        RemovalStatus removal = status.removal();
        if (removal != null) {
            line(text, "removed for good", removal.finalAt());
        }
        for (Condition condition : status.conditions()) {
            line(text, condition.getType(), condition.getStatus() + ": " + condition.getMessage());
        }
        DriftStatus drift = status.drift();
        if (drift != null) {
            line(text, "drift", drift.count() + " at " + drift.checkedAt());
            drift.items().forEach(item -> line(text, "", item(item)));
        }
        Transfer.of(one).ifPresent(transfer -> line(text, "transfer", transfer.text()));
        RestoreStatus restore = status.restore();
        if (restore != null) {
            line(text, "restore", restore.snapshot() + ", " + restore.state() + suffix(restore.message()));
        }
        for (SnapshotStatus snapshot : status.snapshots()) {
            line(text, "snapshot", snapshot.name() + ", kept until " + snapshot.keptUntil());
        }
        return text.toString();
    }

    private static String approval(QuestionStatus question) {
        String what = question.state().name().toLowerCase(Locale.ROOT) + ": size "
                + question.wanted().size()
                + (question.perMonth() == null
                        ? ""
                        : ", " + question.perMonth() + " " + question.currency() + " a month");
        return switch (question.state()) {
            case Waiting -> what + ", by " + String.join(" or ", question.approvers()) + " until " + question.endsAt();
            case Expired -> what + ", nobody decided";
            case Approved, Refused ->
                what + ", by " + question.decidedBy() + " at " + question.decidedAt()
                        + (question.reason() == null ? "" : ": " + question.reason());
        };
    }

    private static String item(DriftItem item) {
        return (item.inside() ? "inside " : "host ") + item.kind() + " " + item.name() + ": " + item.what()
                + (item.repaired() ? " (put right)" : "");
    }

    private static String suffix(@Nullable String message) {
        return message == null ? "" : ": " + message;
    }

    private static String version(@Nullable Integer version) {
        return version == null ? "" : ", version " + version;
    }

    private static void line(StringBuilder text, String key, @Nullable String value) {
        if (value != null) {
            text.append(String.format("%-17s%s%n", key, Table.printable(value)));
        }
    }

    private static String phase(VirtualClusterStatus status) {
        return status.phase() == null ? "Pending" : status.phase().name();
    }

    private static VirtualClusterStatus status(VirtualCluster one) {
        return one.getStatus() == null ? VirtualClusterStatus.NONE : one.getStatus();
    }
}
