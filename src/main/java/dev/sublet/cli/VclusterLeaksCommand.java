package dev.sublet.cli;

import dev.sublet.bot.removal.Leak;
import dev.sublet.bot.removal.LeakScan;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet vcluster leaks}. */
@Command(
        name = "leaks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "What outlived its virtual cluster on the host. It only looks; exit code 1 when it finds something.")
final class VclusterLeaksCommand implements Callable<Integer> {
    @Option(names = "--argocd", paramLabel = "NAMESPACE", description = "Where ArgoCD's cluster secrets are.")
    private @Nullable String argocd;

    @Mixin
    private HostOption host = new HostOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        LeakScan scan;
        try (KubernetesClient client = host.open()) {
            scan = LeakScan.of(client, argocd, Clock.systemUTC());
        }
        for (String unread : scan.unread()) {
            spec.commandLine().getErr().println("sublet: not looked at: " + unread);
        }
        if (scan.leaks().isEmpty() && format.format() == Format.TABLE) {
            spec.commandLine().getOut().println("Nothing outlived its virtual cluster.");
            return 0;
        }
        Table table = Table.of(
                Column.text("kind", "kind"),
                Column.text("namespace", "namespace"),
                Column.text("name", "name"),
                Column.text("since", "since"),
                Column.text("why", "why"));
        for (Leak leak : scan.leaks()) {
            table.row(leak.kind(), leak.namespace(), leak.name(), String.valueOf(leak.since()), leak.why());
        }
        spec.commandLine().getOut().print(table.write(format.format()));
        return scan.leaks().isEmpty() ? 0 : 1;
    }
}
