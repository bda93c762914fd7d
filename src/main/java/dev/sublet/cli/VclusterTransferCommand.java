package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.transfer.Transfer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet vcluster transfer}. */
@Command(
        name = "transfer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Asks to hand a virtual cluster to another team, which has to accept. The cost is split to the second;"
                        + " all access of the old team's people ends.",
        subcommands = {VclusterTransferCommand.Accept.class, VclusterTransferCommand.Refuse.class})
final class VclusterTransferCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The virtual cluster.")
    private @Nullable String name;

    @Option(names = "--to-team", paramLabel = "TEAM", description = "Who gets it.")
    private @Nullable String team;

    @Option(names = "--cost-center", paramLabel = "NAME", description = "Who pays from then on.")
    private @Nullable String costCenter;

    @Option(
            names = "--effective",
            paramLabel = "DATE",
            description =
                    "From when on: 2026-12-01 (midnight in UTC) or 2026-12-01T08:00:00Z; default: as soon as it is"
                            + " accepted.")
    private @Nullable String effective;

    @Mixin
    private AskerOption asker = new AskerOption();

    @Mixin
    private HostOption host = new HostOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String which = name;
        String toTeam = team;
        String toCostCenter = costCenter;
        if (which == null || toTeam == null || toCostCenter == null) {
            throw Problem.wrongUse("a transfer needs the virtual cluster's NAME, --to-team and --cost-center");
        }
        Asker by = asker.asker();
        Instant moment = moment();
        Transfer asked = host.atDesk(desk -> desk.transfer(which, toTeam, toCostCenter, moment, by));
        spec.commandLine()
                .getOut()
                .println(which + " goes " + asked.text() + "; somebody of it says 'sublet vcluster transfer accept "
                        + which + "'");
        return 0;
    }

    private @Nullable Instant moment() {
        String text = effective;
        if (text == null) {
            return null;
        }
        try {
            return text.length() == "2026-12-01".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.wrongUse(
                    "--effective \"" + text + "\" is no time; write 2026-12-01 or 2026-12-01T08:00:00Z", e);
        }
    }

    /** {@code sublet vcluster transfer accept}. */
    @Command(
            name = "accept",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Accepts it for the receiving team. Who asked cannot.")
    static final class Accept extends VclusterCommand.Change {
        @Override
        String change(Desk desk, String name, Asker by, @Nullable String reason) {
            return name + " goes " + desk.acceptTransfer(name, by).text();
        }
    }

    /** {@code sublet vcluster transfer refuse}. */
    @Command(
            name = "refuse",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Ends a transfer that has not taken effect; nothing changes.")
    static final class Refuse extends VclusterCommand.Change {
        @Override
        String change(Desk desk, String name, Asker by, @Nullable String reason) {
            desk.refuseTransfer(name, by, reason);
            return "the transfer of " + name + " is off; it stays where it is";
        }
    }
}
