package dev.sublet.reporter.question;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.UnfinishedException;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.auditsearch.AuditSearch;
import dev.sublet.reporter.compact.Compaction;
import dev.sublet.reporter.overhead.Overheads;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.usage.Usages;
import dev.sublet.reporter.verify.Verifier;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers questions from a ledger. Thread-safe. */
public final class Answerer {
    private final Ledger ledger;
    private final Clock clock;
    private final SelectLimits selectLimits;
    private final Supplier<Optional<NamedText>> ownPrices;

    /** @param ownPrices the price book for questions that bring none; asked anew each time, so that an edit counts */
    public Answerer(Ledger ledger, Clock clock, SelectLimits selectLimits, Supplier<Optional<NamedText>> ownPrices) {
        this.ledger = ledger;
        this.clock = clock;
        this.selectLimits = selectLimits;
        this.ownPrices = ownPrices;
    }

    /** Never throws for what a person can mend: the answer then says it in one line. */
    public Answer answer(Question question) {
        try {
            if (question instanceof ReportQuestion report) {
                return report(report);
            } else if (question instanceof OverheadQuestion overhead) {
                return overhead(overhead);
            } else if (question instanceof UsageQuestion usage) {
                return usage(usage);
            } else if (question instanceof VerifyQuestion verify) {
                return verify(verify);
            } else if (question instanceof SqlQuestion sql) {
                return SqlAnswer.of(ledger, sql, selectLimits);
            } else if (question instanceof AuditSearchQuestion search) {
                return Answer.of(new AuditSearch(ledger).write(search.query(), search.format()));
            }
            return keeping(question);
        } catch (ReportException e) {
            return Answer.problem(String.valueOf(e.getMessage()), e.exitCode());
        } catch (LedgerException e) {
            return Answer.problem(String.valueOf(e.getMessage()), 3);
        }
    }

    /** Questions about how the ledger is kept. */
    private Answer keeping(Question question) {
        if (question instanceof CompactQuestion compact) {
            return compact(compact);
        } else if (question instanceof ExportQuestion export) {
            return ExportAnswer.of(ledger, export);
        } else if (question instanceof PlaceHoldQuestion place) {
            return HoldAnswer.place(ledger, clock, place);
        } else if (question instanceof ReleaseHoldQuestion release) {
            return HoldAnswer.release(ledger, clock, release);
        } else if (question instanceof HoldsQuestion list) {
            return HoldAnswer.list(ledger, clock, list);
        }
        throw new IllegalStateException("no answer is known to " + question.getClass());
    }

    private Answer compact(CompactQuestion question) {
        try {
            return Answer.of(new Compaction(ledger)
                    .run(Duration.ofMillis(question.budgetMs()))
                    .toJson());
        } catch (UnfinishedException e) {
            // The ledger works; some of it does not.
            return Answer.problem(String.valueOf(e.getMessage()), 1);
        }
    }

    private Answer report(ReportQuestion question) {
        Statement statement = new Statements(ledger, ledger, clock).make(question.period(), prices(question.prices()));
        String text = switch (question.format()) {
            case TABLE -> ReportText.write(statement);
            case CSV -> ReportCsv.write(statement);
            case JSON -> ReportJson.write(statement);
        };
        return new Answer(text, null, 0, ReportText.summary(statement));
    }

    /** CSV has no place for what is missing, and a program may not look at it: it is said on standard error too. */
    private Answer usage(UsageQuestion question) {
        Usages.Used used = new Usages(ledger).ask(question.per(), question.fromS(), question.toS(), question.format());
        boolean told = question.format() == Format.TABLE || used.missing().isEmpty();
        return new Answer(used.text(), told ? null : String.join("; ", used.missing()), 0, null);
    }

    private Answer overhead(OverheadQuestion question) {
        PriceBook book = prices(question.prices());
        Statement statement = Statements.preview(ledger, question.period(), book);
        int digits = Rounding.digitsFor(statement.reconciliation().linesNanos());
        return Answer.of(OverheadAnswer.write(Overheads.of(statement), book.currency(), digits, question.format()));
    }

    private Answer verify(VerifyQuestion question) {
        NamedText prices = question.prices();
        PriceBook book = prices == null ? null : PriceBook.parse(prices.text(), prices.name());
        return VerifyAnswer.of(new Verifier(ledger, ledger).check(book), question.format());
    }

    private PriceBook prices(@Nullable NamedText given) {
        NamedText prices = given != null
                ? given
                : ownPrices
                        .get()
                        .orElseThrow(() -> new ReportException(
                                "there is no price book; name one with --prices FILE, or keep it as prices.yaml in the"
                                        + " data folder (README.md shows how to write one)",
                                2));
        return PriceBook.parse(prices.text(), prices.name());
    }
}
