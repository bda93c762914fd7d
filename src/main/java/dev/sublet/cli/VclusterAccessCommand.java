package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.bot.access.Access;
import dev.sublet.bot.access.AccessRole;
import dev.sublet.bot.access.Grant;
import dev.sublet.bot.access.Holder;
import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.plan.Oidc;
import dev.sublet.bot.plan.Placed;
import dev.sublet.bot.resource.Durations;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.work.SecretVclusters;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Table;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet vcluster access}, {@code kubeconfig} and {@code revoke}: for whoever may read Secrets of its host namespace. */
final class VclusterAccessCommand {
    private VclusterAccessCommand() {}

    abstract static class OnInside implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The virtual cluster.")
        String name = "";

        @Mixin
        HostOption host = new HostOption();

        @Mixin
        AskerOption asker = new AskerOption();

        @Spec
        CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            try (KubernetesClient client = host.open()) {
                Desk desk = new Desk(client, host.namespace(client), Clock.systemUTC());
                VirtualCluster there = desk.get(name);
                run(new Access(client, new SecretVclusters(client), oidc()), desk, there, Placed.of(there));
            }
            return 0;
        }

        @Nullable
        Oidc oidc() {
            return null;
        }

        abstract void run(Access access, Desk desk, VirtualCluster there, Placed place);

        void say(String line) {
            spec.commandLine().getOut().println(line);
        }
    }

    /** {@code sublet vcluster access}. */
    @Command(
            name = "access",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Who may enter a virtual cluster.")
    static final class Listed extends OnInside {
        @Mixin
        private FormatOption format = new FormatOption();

        @Override
        void run(Access access, Desk desk, VirtualCluster there, Placed place) {
            Table table =
                    Table.of(Column.text("person", "person"), Column.text("role", "role"), Column.text("by", "by"));
            for (Holder holder : access.list(place)) {
                table.row(holder.person(), holder.role(), holder.byToken() ? "token" : "sign-in");
            }
            spec.commandLine().getOut().print(table.write(format.format()));
        }
    }

    /** {@code sublet vcluster kubeconfig}. */
    @Command(
            name = "kubeconfig",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lets one person in and writes the kubeconfig: with a short token of the person's own, or"
                    + " without any secret where people sign in. Never the administrator's.")
    static final class Kubeconfig extends OnInside {
        private static final Set<java.nio.file.attribute.PosixFilePermission> OWN =
                PosixFilePermissions.fromString("rw-------");

        @Option(names = "--person", paramLabel = "PERSON", description = "Who; default: who asks.")
        private @Nullable String person;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "view, edit, admin or cluster-admin; default: edit.")
        private String role = "edit";

        @Option(names = "--for", paramLabel = "TIME", description = "How long a token works, 10m to 8h; default: 8h.")
        private String life = "8h";

        @Option(names = "--oidc-issuer", paramLabel = "URL", description = "People sign in there, and get no token.")
        private @Nullable String issuer;

        @Option(names = "--oidc-client-id", paramLabel = "ID", description = "The client that they sign in to.")
        private @Nullable String clientId;

        @Option(
                names = "-o",
                paramLabel = "FILE",
                description = "A new file that only you can read; default: standard output.")
        private @Nullable Path file;

        @Override
        @Nullable
        Oidc oidc() {
            String at = issuer;
            String client = clientId;
            if ((at == null) != (client == null)) {
                throw Problem.wrongUse("--oidc-issuer and --oidc-client-id belong together; give both or none");
            }
            try {
                return at == null || client == null ? null : Oidc.of(at, client);
            } catch (IllegalArgumentException e) {
                throw Problem.wrongUse(String.valueOf(e.getMessage()), e);
            }
        }

        @Override
        void run(Access access, Desk desk, VirtualCluster there, Placed place) {
            Asker by = asker.asker();
            String who = person == null ? by.person() : person;
            Access.requirePerson(who);
            AccessRole given = AccessRole.parse(role);
            Duration time = Durations.parse(life)
                    .orElseThrow(() -> Problem.wrongUse("--for \"" + life + "\" is not a time; write 30m or 8h"));
            // Who asked is on record before anything is given.
            desk.note(there, "access", by, given.clusterRole() + " for " + who);
            Grant grant = access.grant(place, who, given, time);
            write(grant);
            if (grant.note() != null) {
                spec.commandLine().getErr().println("sublet: " + grant.note());
            }
        }

        private void write(Grant grant) {
            Path to = file;
            if (to == null) {
                spec.commandLine().getOut().print(grant.kubeconfig());
                return;
            }
            try {
                Files.createFile(to, PosixFilePermissions.asFileAttribute(OWN));
                Files.writeString(to, grant.kubeconfig(), StandardOpenOption.TRUNCATE_EXISTING);
            } catch (IOException e) {
                throw Problem.environment(
                        "cannot make " + to + " (" + e + "); name a file that is not there yet with -o", e);
            }
            say("wrote " + to + (grant.expiresAt() == null ? "" : "; it works until " + grant.expiresAt()));
        }
    }

    /** {@code sublet vcluster revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Takes access back: tokens of before are refused from then on.")
    static final class Revoke extends OnInside {
        @Option(names = "--person", paramLabel = "PERSON", description = "Whose; a pipeline as 'access' lists it.")
        private @Nullable String person;

        @Option(names = "--all", description = "Everybody's.")
        private boolean all;

        @Override
        void run(Access access, Desk desk, VirtualCluster there, Placed place) {
            String whose = person;
            if ((whose == null) != all) {
                throw Problem.wrongUse("whose access? name one with --person, or say --all");
            }
            desk.note(there, "revoke", asker.asker(), whose == null ? "everybody" : whose);
            if (whose == null) {
                access.revokeAll(place);
                say("nobody may enter " + name + " any more");
            } else {
                access.revoke(place, whose);
                say(whose + " may not enter " + name + " any more");
            }
        }
    }
}
