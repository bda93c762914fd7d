package dev.sublet.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sublet logout}. */
@Command(
        name = "logout",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Forgets the session at a daemon.")
final class LogoutCommand implements Callable<Integer> {
    @Mixin
    private ServerOption server = new ServerOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String base = server.server().base();
        boolean there = SessionFile.own().drop(base);
        spec.commandLine()
                .getOut()
                .println(there ? "The session at " + base + " is forgotten." : "There was no session at " + base + ".");
        return 0;
    }
}
