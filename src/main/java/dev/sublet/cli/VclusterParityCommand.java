package dev.sublet.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sublet.Problem;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.desk.ValuesSecret;
import dev.sublet.bot.parity.Inventory;
import dev.sublet.bot.parity.InventoryReader;
import dev.sublet.bot.parity.Parity;
import dev.sublet.bot.parity.ParityItem;
import dev.sublet.bot.parity.ParityReport;
import dev.sublet.collector.watch.HostClient;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet vcluster parity}. */
@Command(
        name = "parity",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "How far a virtual cluster is like another cluster, such as production: a score and a list.")
final class VclusterParityCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The virtual cluster.")
    private String name = "";

    @Option(
            names = "--reference",
            paramLabel = "CONTEXT",
            required = true,
            description = "The context of the cluster to compare with.")
    private String reference = "";

    @Option(
            names = "--inside",
            paramLabel = "FILE",
            description = "A kubeconfig for the virtual cluster; default: its own, from the host's Secret.")
    private @Nullable Path inside;

    @Mixin
    private HostOption host = new HostOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (KubernetesClient client = host.open();
                KubernetesClient other = host.open(reference)) {
            String namespace = Desk.hostNamespace(name);
            try (KubernetesClient virtual = inside == null
                    ? ValuesSecret.open(client, namespace, name)
                            .orElseThrow(() -> Problem.environment("virtual cluster " + name
                                    + " has no kubeconfig on this host yet; name one with --inside"))
                    : HostClient.open(inside, null)) {
                Inventory there = new InventoryReader(other).read();
                Inventory here = new InventoryReader(virtual).read();
                ParityReport report = Parity.compare(
                        there,
                        here,
                        ValuesSecret.read(client, namespace, name).orElseGet(JsonNodeFactory.instance::objectNode));
                print(report);
            }
        }
        return 0;
    }

    private void print(ParityReport report) {
        if (format.format() == Format.TABLE) {
            spec.commandLine().getOut().println("parity " + report.score() + " of 100");
        }
        Table table = Table.of(
                Column.text("weight", "weight"),
                Column.text("what", "what"),
                Column.text("reference", "reference"),
                Column.text("vcluster", "vcluster"),
                Column.text("remedy", "what to do"));
        for (ParityItem item : report.items()) {
            table.row(
                    item.weight().name().toLowerCase(Locale.ROOT),
                    item.what(),
                    item.reference(),
                    item.vcluster(),
                    item.remedy());
        }
        spec.commandLine().getOut().print(table.write(format.format()));
        for (String unread : report.unread()) {
            spec.commandLine().getErr().println("sublet: not looked at: " + unread);
        }
    }
}
