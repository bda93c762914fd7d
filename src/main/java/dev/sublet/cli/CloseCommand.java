package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.question.CloseQuestion;
import dev.sublet.reporter.question.Question;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sublet close}. */
@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Closes a period for good: one person prepares, another approves. Without either it says where the"
                        + " period stands and what hinders its close.")
final class CloseCommand extends LedgerCommand {
    private static final BigDecimal PERCENT = BigDecimal.valueOf(10_000);

    @Mixin
    private NamedPeriodOption period = new NamedPeriodOption();

    @Option(
            names = "--provisional",
            description = "Make the period provisional before all is in, so that its journal can be accrued.")
    private boolean provisional;

    @Option(names = "--prepare", description = "Prepare the close: the period becomes provisional.")
    private boolean prepare;

    @Option(names = "--approve", description = "Approve what another person prepared.")
    private boolean approve;

    @Option(
            names = "--force",
            paramLabel = "REASON",
            description = "Prepare whatever hinders it; the reason is on record.")
    private @Nullable String force;

    @Option(
            names = "--min-coverage",
            paramLabel = "PERCENT",
            description =
                    "The least part of all pods' time that must have been measured; default: close in policies.yaml,"
                            + " else 95.")
    private @Nullable BigDecimal coverage;

    @Option(
            names = "--hinders",
            paramLabel = "THING[,THING...]",
            split = ",",
            description =
                    "What else hinders it: no-owner, disputes, unpriced, unmatched, unknown-names, or none; default: close in"
                            + " policies.yaml, else"
                            + " no-owner,disputes.")
    private @Nullable List<String> hinders;

    @Mixin
    private ByOption by = new ByOption();

    @Mixin
    private TermsOption terms = new TermsOption();

    @Override
    Question question() {
        if (provisional && (prepare || approve)) {
            throw Problem.wrongUse("--provisional comes before --prepare and --approve; give one of them");
        }
        if (prepare && approve) {
            throw Problem.wrongUse("--prepare and --approve are for two persons; give one of them");
        }
        if (force != null && !prepare) {
            throw Problem.wrongUse("--force belongs to --prepare; what was prepared needs no force");
        }
        if (coverage != null
                && (coverage.signum() < 0 || coverage.compareTo(BigDecimal.valueOf(100)) > 0 || coverage.scale() > 4)) {
            throw Problem.wrongUse("--min-coverage " + coverage + " is not a percentage with four decimals at most");
        }
        CloseQuestion.Step step = step();
        return new CloseQuestion(
                period.needed(),
                step,
                coverage == null ? null : coverage.multiply(PERCENT).longValueExact(),
                hinders != null && hinders.equals(List.of("none")) ? List.of() : hinders,
                force,
                by.person(),
                terms.texts());
    }

    private CloseQuestion.Step step() {
        if (provisional) {
            return CloseQuestion.Step.PROVISIONAL;
        }
        return prepare ? CloseQuestion.Step.PREPARE : approve ? CloseQuestion.Step.APPROVE : CloseQuestion.Step.SHOW;
    }
}
