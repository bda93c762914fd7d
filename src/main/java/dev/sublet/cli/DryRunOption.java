package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.bot.approval.Judge;
import dev.sublet.bot.approval.Verdict;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.quote.AskingPricer;
import dev.sublet.bot.quote.BudgetLeft;
import dev.sublet.bot.quote.Quote;
import dev.sublet.bot.quote.QuoteText;
import dev.sublet.bot.quote.UnquotedException;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.reporter.terms.TermsTexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what something would cost, instead of doing it. */
final class DryRunOption {
    @Option(
            names = "--dry-run",
            description = "Show what it would cost and who has to agree, and end. Needs --blueprints.")
    private boolean dryRun;

    @Option(names = "--blueprints", paramLabel = "DIR", description = "The blueprints' folder, for --dry-run.")
    private @Nullable Path blueprints;

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private TermsOption terms = new TermsOption();

    boolean isAsked() {
        return dryRun;
    }

    Blueprints blueprints() {
        Path folder = blueprints;
        if (folder == null) {
            throw Problem.wrongUse("--dry-run needs the blueprints' folder; name it with --blueprints");
        }
        return Blueprints.read(folder);
    }

    /** What one that is there would cost with another spec, beside what it costs now. */
    String changed(VirtualCluster there, UnaryOperator<VirtualClusterSpec> change) {
        Resolver resolver = new Resolver(blueprints());
        VirtualCluster other = new VirtualCluster();
        other.setMetadata(there.getMetadata());
        other.setSpec(change.apply(there.getSpec()));
        Wanted now = resolver.resolve(there, null);
        Wanted then = resolver.resolve(other, null);
        return priced(pricer -> {
            Quote quote = pricer.quote(then);
            return text(pricer, then, quote, pricer.quote(now));
        });
    }

    /** What one that is paused costs when it runs again. */
    String resumed(VirtualCluster there) {
        Wanted wanted = new Resolver(blueprints()).resolve(there, null);
        return priced(pricer -> {
            Quote quote = pricer.quote(wanted);
            return text(pricer, wanted, quote, quote.paused());
        });
    }

    /** What a new one would cost. */
    String made(Wanted wanted) {
        return priced(pricer -> text(pricer, wanted, pricer.quote(wanted), null));
    }

    private interface Question {
        String ask(AskingPricer pricer);
    }

    /** A cost that cannot be told is said so: the rest of a dry run is worth having without it. */
    private String priced(Question question) {
        if (!Files.isDirectory(data.folder())) {
            return "cost: not known: there is no data folder " + data.folder()
                    + " with a ledger of the host cluster; name one with --data\n";
        }
        TermsTexts texts = terms.texts();
        try (Conversation conversation = new Conversation(data.folder(), LedgerSettings.defaults())) {
            return question.ask(new AskingPricer(conversation::ask, null, texts, Clock.systemUTC()));
        } catch (UnquotedException e) {
            return "cost: not known: " + e.getMessage() + "\n";
        }
    }

    private static String text(AskingPricer pricer, Wanted wanted, Quote quote, @Nullable Quote before) {
        return QuoteText.of(quote, before, budget(pricer, wanted)) + verdict(new Judge(pricer).judge(wanted), wanted);
    }

    private static @Nullable BudgetLeft budget(AskingPricer pricer, Wanted wanted) {
        try {
            return pricer.budget(wanted.owner().costCenter()).orElse(null);
        } catch (UnquotedException e) {
            // Budgets need days that are over; a quote does not.
            return null;
        }
    }

    private static String verdict(Verdict verdict, Wanted wanted) {
        if (verdict instanceof Verdict.Ask ask) {
            return "waits for "
                    + String.join(" or ", wanted.blueprint().approvals().by()) + " to agree: " + ask.why() + "\n";
        } else if (verdict instanceof Verdict.TooDear dear) {
            return "will be refused: " + dear.why() + "\n";
        } else if (verdict instanceof Verdict.Unknown unknown) {
            return "waits for a price: " + unknown.why() + "\n";
        }
        return "nobody has to agree\n";
    }
}
