package dev.sublet.cli;

import dev.sublet.reporter.focus.FocusCheck;
import dev.sublet.reporter.focus.FocusVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet focus}. */
@Command(
        name = "focus",
        mixinStandardHelpOptions = true,
        description = "Cost files in FOCUS, the FinOps Open Cost and Usage Specification.",
        subcommands = FocusCommand.Check.class)
final class FocusCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(), "name what to do: sublet focus check FILE");
    }

    /** {@code sublet focus check}. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Checks a file, CSV or Parquet, against the rules; exit code 1 and a line for each violation.")
    static final class Check implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "CSV, or Parquet when its name ends with .parquet.")
        private Path file = Path.of("");

        @Option(
                names = "--focus-version",
                paramLabel = "1.2|1.3|1.4",
                description = "Whose rules (default: by its columns).")
        private @Nullable String version;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            List<String> violations = FocusCheck.violations(file, version == null ? null : FocusVersion.parse(version));
            PrintWriter out = spec.commandLine().getOut();
            violations.forEach(out::println);
            if (violations.isEmpty()) {
                out.println(file + " keeps the rules");
            }
            out.flush();
            return violations.isEmpty() ? 0 : 1;
        }
    }
}
