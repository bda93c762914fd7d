package dev.sublet.cli;

import dev.sublet.reporter.question.BudgetQuestion;
import dev.sublet.reporter.question.CostEventsQuestion;
import dev.sublet.reporter.question.Question;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sublet budget}. */
@Command(
        name = "budget",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Budgets against what was paid and what is to come, and days that cost otherwise than usual.",
        subcommands = BudgetCommand.Events.class)
final class BudgetCommand extends LedgerCommand {
    /** What lines there are besides cost centers. */
    enum By {
        COST_CENTER,
        VCLUSTER;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    @Mixin
    private NamedPeriodOption period = new NamedPeriodOption();

    @Option(names = "--cost-center", paramLabel = "ID", description = "This one and those below it alone.")
    private @Nullable String costCenter;

    @Option(
            names = "--by",
            paramLabel = "cost-center|vcluster",
            defaultValue = "cost-center",
            description = "With vcluster, each cost center is followed by its vclusters.")
    private By by = By.COST_CENTER;

    @Option(names = "--check", description = "End with exit code 1 when a threshold of a budget is crossed.")
    private boolean check;

    @Mixin
    private TermsOption terms = new TermsOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    Question question() {
        return new BudgetQuestion(period.name(), costCenter, by == By.VCLUSTER, check, terms.texts(), format.format());
    }

    /** {@code sublet budget events}. */
    @Command(
            name = "events",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "What sublet run recorded: thresholds that were crossed and unusual days, the oldest first.")
    static final class Events extends LedgerCommand {
        @Option(names = "--since", paramLabel = "TIME", description = "First seen then or later; default: all.")
        private @Nullable String since;

        @Mixin
        private FormatOption format = new FormatOption();

        @Override
        Question question() {
            long sinceS = since == null ? 0 : Times.parse("--since", since).getEpochSecond();
            return new CostEventsQuestion(sinceS, format.format());
        }
    }
}
