package dev.sublet.cli;

import dev.sublet.reporter.question.VerifyQuestion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sublet verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Proves that what is stored adds up: a line per check, exit code 1 when one fails.")
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private PricesOption prices = new PricesOption();

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return Output.print(spec, Asking.ask(data.folder(), new VerifyQuestion(prices.text(), format.format())));
    }
}
