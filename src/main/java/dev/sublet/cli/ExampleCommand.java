package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.terms.TermsExamples;
import dev.sublet.reporter.terms.TermsFile;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet example}. */
@Command(
        name = "example",
        mixinStandardHelpOptions = true,
        description = "Prints a file to start from, with every section and what each means.")
final class ExampleCommand implements Callable<Integer> {
    private static final String SETTINGS = "settings";

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "prices, policies, cost-centers, owners, calendar, spot-prices or settings (of the daemon)")
    private @Nullable String file;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(text());
        spec.commandLine().getOut().flush();
        return 0;
    }

    private String text() {
        String asked = file;
        if (SETTINGS.equals(asked)) {
            return RunCommand.exampleText();
        }
        return Arrays.stream(TermsFile.values())
                .filter(known -> known.option().equals(asked))
                .findFirst()
                .map(TermsExamples::of)
                .orElseThrow(() -> Problem.wrongUse("example of what" + (asked == null ? "" : ", \"" + asked + "\"")
                        + "? name one of "
                        + Arrays.stream(TermsFile.values())
                                .map(TermsFile::option)
                                .collect(Collectors.joining(", "))
                        + ", " + SETTINGS));
    }
}
