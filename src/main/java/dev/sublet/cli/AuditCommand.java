package dev.sublet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sublet audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Who did what in which vcluster.",
        subcommands = {AuditSearchCommand.class, AuditPolicyCommand.class})
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "audit of what? give a subcommand: search or policy");
    }
}
