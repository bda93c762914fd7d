package dev.sublet.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing without a subcommand. */
abstract class CommandGroup implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What to ask for, as in {@code what about bills? give a subcommand: import or list}. */
    abstract String advice();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), advice());
    }
}
