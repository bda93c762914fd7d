package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.question.VerifyAnswer;
import dev.sublet.reporter.question.VerifyCloseQuestion;
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
    private NamedPeriodOption period = new NamedPeriodOption();

    @Option(
            names = "--receipts",
            paramLabel = "FILE",
            description = "Write what anyone needs to compute the closed period again, as a zip.")
    private @Nullable Path receipts;

    @Option(
            names = "--from-receipts",
            paramLabel = "FILE",
            description = "Prove a closed period from its receipts alone, without a ledger.")
    private @Nullable Path fromReceipts;

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (fromReceipts != null) {
            if (receipts != null || prices != null || period.name() != null) {
                throw Problem.wrongUse("--from-receipts stands alone, with --format");
            }
            return Output.print(spec, VerifyAnswer.of(ReceiptsZip.verify(fromReceipts), format.format()));
        }
        String closed = period.name();
        if (receipts != null) {
            return Output.print(spec, ReceiptsZip.write(data.folder(), period.needed(), receipts));
        }
        if (closed != null) {
            if (prices != null) {
                throw Problem.wrongUse("a closed period has its own prices; give --month or --prices");
            }
            return Output.print(spec, Asking.ask(data.folder(), new VerifyCloseQuestion(closed, format.format())));
        }
        TermsTexts terms = prices == null ? TermsTexts.none() : TermsFiles.named(Map.of(TermsFile.PRICES, prices));
        return Output.print(spec, Asking.ask(data.folder(), new VerifyQuestion(terms, format.format())));
    }
}
