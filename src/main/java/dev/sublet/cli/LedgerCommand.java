package dev.sublet.cli;

import dev.sublet.reporter.question.Question;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks one question of a ledger and prints the answer. */
abstract class LedgerCommand implements Callable<Integer> {
    @Mixin
    DataOption data = new DataOption();

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** What is asked. */
    abstract Question question();

    @Override
    public Integer call() {
        return Output.print(spec, Asking.ask(data.folder(), question()));
    }
}
