package dev.sublet.cli;

import dev.sublet.daemon.SettingsFile;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.seal.UpkeepStep;
import dev.sublet.reporter.compact.Compacted;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.CompactQuestion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet compact}. */
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Seals, compacts and retires all that is over now, without waiting as the daemon does.")
final class CompactCommand implements Callable<Integer> {
    /** One answer's worth: short enough to show how far it is. */
    private static final int BUDGET_MS = 2_000;

    /** Of the first answer, which makes the plan: a piece at most before one hears how many there are. */
    private static final int FIRST_BUDGET_MS = 0;

    /** Between lines where there is no terminal. */
    private static final long LINE_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The daemon's settings, whose retention holds while no daemon runs; without it nothing is retired"
                            + " then.")
    private @Nullable Path config;

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        LedgerSettings settings =
                config == null ? keepingAll() : SettingsFile.read(config).ledger();
        List<UpkeepStep> steps = new ArrayList<>();
        return Output.print(spec, work(settings, steps));
    }

    /** Without the daemon's settings nobody knows what may go. */
    private static LedgerSettings keepingAll() {
        return LedgerSettings.defaults()
                .withRetention(new LedgerSettings.Retention(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private Answer work(LedgerSettings settings, List<UpkeepStep> steps) {
        try (Conversation conversation = new Conversation(data.folder(), settings);
                Progress progress = new Progress("Compacting", "pieces")) {
            long toldAtNanos = System.nanoTime();
            for (int budgetMs = FIRST_BUDGET_MS; ; budgetMs = BUDGET_MS) {
                Answer answer = conversation.ask(new CompactQuestion(budgetMs));
                if (answer.exitCode() != 0) {
                    return stopped(answer, steps);
                }
                Compacted some = Compacted.parse(answer.text());
                boolean first = steps.isEmpty();
                steps.addAll(some.steps());
                if (some.done()) {
                    return CompactText.of(steps, some.sealed(), format.format());
                }
                String last = told(steps.get(steps.size() - 1));
                progress.step(steps.size(), last);
                if (first) {
                    say((steps.size() + some.waiting()) + " pieces are due; more may follow from them");
                } else if (!progress.isShown() && System.nanoTime() - toldAtNanos >= LINE_EVERY_NANOS) {
                    say(steps.size() + " pieces are done, " + some.waiting() + " are known to be left; last " + last);
                    toldAtNanos = System.nanoTime();
                }
            }
        }
    }

    private void say(String line) {
        spec.commandLine().getErr().println("sublet: " + line);
        spec.commandLine().getErr().flush();
    }

    /** What is done stays done, whatever hindered the rest. */
    private static Answer stopped(Answer answer, List<UpkeepStep> steps) {
        return Answer.problem(
                answer.problem() + (steps.isEmpty() ? "" : "; " + steps.size() + " other pieces are done"),
                answer.exitCode());
    }

    private static String told(UpkeepStep step) {
        return step.kind().name().toLowerCase(Locale.ROOT) + " " + step.table() + " "
                + Instant.ofEpochSecond(step.fromS());
    }
}
