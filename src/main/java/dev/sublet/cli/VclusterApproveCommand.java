package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.bot.approval.ApprovalDesk;
import dev.sublet.bot.approval.Decider;
import dev.sublet.bot.approval.Membership;
import dev.sublet.bot.desk.KubeUser;
import dev.sublet.bot.resource.QuestionStatus;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet vcluster approve}, {@code refuse} and {@code approvals}. */
final class VclusterApproveCommand {
    private VclusterApproveCommand() {}

    /** {@code sublet vcluster approve}. */
    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Agrees to what a virtual cluster waits for. Nobody agrees to what he asked for himself.")
    static final class Approve extends Deciding {
        @Override
        boolean approves() {
            return true;
        }
    }

    /** {@code sublet vcluster refuse}. */
    @Command(
            name = "refuse",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Refuses what a virtual cluster waits for.")
    static final class Refuse extends Deciding {
        @Override
        boolean approves() {
            return false;
        }
    }

    abstract static class Deciding implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The virtual cluster.")
        private String name = "";

        @Option(
                names = "--by",
                paramLabel = "PERSON",
                description = "Who decides; default: who the API server says you are, else the user of this process.")
        private @Nullable String by;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; on record.")
        private @Nullable String reason;

        @Mixin
        private HostOption host = new HostOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            try (KubernetesClient client = host.open()) {
                Optional<KubeUser> user = KubeUser.of(client);
                QuestionStatus question = new ApprovalDesk(
                                client, host.namespace(client), membership(user), Clock.systemUTC())
                        .decide(name, null, approves(), decider(user), reason);
                spec.commandLine()
                        .getOut()
                        .println(name + ": size " + question.wanted().size()
                                + (approves() ? " is approved" : " is refused") + " by " + question.decidedBy());
            }
            return 0;
        }

        abstract boolean approves();

        /** Whoever says to be somebody else is on record with both names. */
        private Decider decider(Optional<KubeUser> user) {
            String known = user.map(KubeUser::name).orElse(null);
            String said = by;
            String person = said != null ? said : known != null ? known : System.getProperty("user.name", "");
            if (!person.matches("[A-Za-z0-9][-A-Za-z0-9_.+@:|]{0,252}")) {
                throw Problem.wrongUse(
                        "\"" + person + "\" is no person: use an e-mail address or a subject, and say it with --by");
            }
            boolean other = known != null && !known.equals(person);
            return new Decider(person, other ? "cli, as Kubernetes user " + known : "cli");
        }

        /** The API server knows the groups of whoever asks it, and of nobody else. */
        private static Membership membership(Optional<KubeUser> user) {
            return (group, person) -> user.isPresent()
                    && user.get().name().equals(person)
                    && user.get().groups().contains(group);
        }
    }

    /** {@code sublet vcluster approvals}. */
    @Command(
            name = "approvals",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "What waits for an approval in a namespace.")
    static final class Pending implements Callable<Integer> {
        @Mixin
        private HostOption host = new HostOption();

        @Mixin
        private FormatOption format = new FormatOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            Table table = Table.of(
                    Column.text("name", "name"),
                    Column.text("size", "size"),
                    Column.text("timeToLive", "life"),
                    Column.number("perMonth", "a month"),
                    Column.text("currency", "currency"),
                    Column.text("askedBy", "asked by"),
                    Column.text("approvers", "approvers"),
                    Column.text("endsAt", "until"));
            try (KubernetesClient client = host.open()) {
                for (ApprovalDesk.Pending each : new ApprovalDesk(
                                client, host.namespace(client), Membership.NONE, Clock.systemUTC())
                        .pending()) {
                    QuestionStatus question = each.question();
                    table.row(
                            each.name(),
                            question.wanted().size(),
                            question.wanted().timeToLive(),
                            question.perMonth(),
                            question.currency(),
                            String.join(", ", question.askedBy()),
                            String.join(", ", question.approvers()),
                            question.endsAt());
                }
            }
            boolean none = table.isEmpty() && format.format() == Format.TABLE;
            spec.commandLine()
                    .getOut()
                    .print(none ? "Nothing waits for an approval in this namespace.\n" : table.write(format.format()));
            return 0;
        }
    }
}
