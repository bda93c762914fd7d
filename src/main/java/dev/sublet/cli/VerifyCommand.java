package dev.sublet.cli;

import dev.sublet.reporter.question.VerifyQuestion;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsFiles;
import dev.sublet.reporter.terms.TermsTexts;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Proves that what is stored adds up: a line per check, exit code 1 when one fails.")
final class VerifyCommand implements Callable<Integer> {
    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Also prove every node-hour of the whole ledger at the prices of this book.")
    private @Nullable Path prices;

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        TermsTexts terms = prices == null ? TermsTexts.none() : TermsFiles.named(Map.of(TermsFile.PRICES, prices));
        return Output.print(spec, Asking.ask(data.folder(), new VerifyQuestion(terms, format.format())));
    }
}
