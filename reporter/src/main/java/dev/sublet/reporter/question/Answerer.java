package dev.sublet.reporter.question;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.UnfinishedException;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.auditsearch.AuditSearch;
import dev.sublet.reporter.close.CloseChecks;
import dev.sublet.reporter.close.Receipts;
import dev.sublet.reporter.compact.Compaction;
import dev.sublet.reporter.export.Exports;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.usage.Usages;
import dev.sublet.reporter.verify.Check;
import dev.sublet.reporter.verify.Verifier;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers questions from a ledger. Thread-safe. */
public final class Answerer {
    private final Ledger ledger;
    private final Clock clock;
    private final SelectLimits selectLimits;
    private final Supplier<TermsTexts> ownTerms;

    /** @param ownTerms the files for questions that bring none of their own; asked anew each time, so that an edit counts */
    public Answerer(Ledger ledger, Clock clock, SelectLimits selectLimits, Supplier<TermsTexts> ownTerms) {
        this.ledger = ledger;
        this.clock = clock;
        this.selectLimits = selectLimits;
        this.ownTerms = ownTerms;
    }

    /** Never throws for what a person can mend: the answer then says it in one line. */
    public Answer answer(Question question) {
        try {
            if (question instanceof ReportQuestion report) {
                return report(report);
            } else if (question instanceof OverheadQuestion overhead) {
                return OverheadAnswer.of(ledger, overhead, terms(overhead.terms()));
            } else if (question instanceof ExplainQuestion explain) {
                return ExplainAnswer.of(ledger, explain, terms(explain.terms()));
            } else if (question instanceof WhyQuestion why) {
                return WhyAnswer.of(ledger, why, terms(why.terms()));
            } else if (question instanceof UsageQuestion usage) {
                return usage(usage);
            } else if (question instanceof VerifyQuestion verify) {
                return verify(verify);
            } else if (question instanceof SqlQuestion sql) {
                return SqlAnswer.of(ledger, sql, selectLimits);
            } else if (question instanceof AuditSearchQuestion search) {
                return Answer.of(new AuditSearch(ledger).write(search.query(), search.format()));
            }
            Optional<Answer> closing = closing(question);
            return closing.isPresent() ? closing.get() : keeping(question);
        } catch (ReportException e) {
            return Answer.problem(e);
        } catch (LedgerException e) {
            return Answer.problem(String.valueOf(e.getMessage()), 3);
        }
    }

    /** Questions about closes and what corrects them. */
    private Optional<Answer> closing(Question question) {
        Answer answer = null;
        if (question instanceof CloseQuestion close) {
            answer = CloseAnswer.close(ledger, clock, close, texts(close.terms()));
        } else if (question instanceof ClosesQuestion list) {
            answer = CloseAnswer.list(ledger, list.format());
        } else if (question instanceof RestateQuestion restate) {
            answer = CloseAnswer.restate(ledger, clock, restate, texts(restate.terms()));
        } else if (question instanceof AdjustQuestion adjust) {
            answer = CloseAnswer.adjust(ledger, clock, adjust, texts(adjust.terms()));
        } else if (question instanceof OpenDisputeQuestion open) {
            answer = DisputeAnswer.open(ledger, clock, open, texts(open.terms()));
        } else if (question instanceof ResolveDisputeQuestion resolve) {
            answer = DisputeAnswer.resolve(ledger, clock, resolve);
        } else if (question instanceof DisputesQuestion list) {
            answer = DisputeAnswer.list(ledger, clock, list.format());
        } else if (question instanceof UnownedQuestion unowned) {
            answer = UnownedAnswer.of(ledger, clock, unowned, terms(unowned.terms()));
        } else if (question instanceof VerifyCloseQuestion verify) {
            List<Check> checks = new ArrayList<>(new Verifier(ledger, ledger).check(null));
            checks.addAll(CloseChecks.run(ledger, verify.period()));
            answer = VerifyAnswer.of(checks, verify.format());
        } else if (question instanceof ReceiptsQuestion receipts) {
            Receipts.write(
                    ledger, receipts.period(), connection -> Exports.workspace(connection, receipts.workspace()));
            answer = Answer.of("");
        }
        return Optional.ofNullable(answer);
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
        return paying(question);
    }

    /** Questions about prices, bills and budgets. */
    private Answer paying(Question question) {
        if (question instanceof PricesCheckQuestion check) {
            return PricesCheckAnswer.of(ledger, check, terms(check.terms()));
        } else if (question instanceof BillImportQuestion take) {
            return BillAnswer.take(ledger, clock, take);
        } else if (question instanceof BillsQuestion list) {
            return BillAnswer.list(ledger, clock, list);
        } else if (question instanceof RemoveBillQuestion remove) {
            return BillAnswer.remove(ledger, clock, remove);
        } else if (question instanceof CompareBillsQuestion compare) {
            return BillAnswer.compare(ledger, compare);
        } else if (question instanceof BudgetQuestion budget) {
            return BudgetAnswer.of(ledger, budget, terms(budget.terms()));
        } else if (question instanceof CostEventsQuestion events) {
            return BudgetAnswer.events(ledger, events);
        } else if (question instanceof DraftQuestion draft) {
            return DraftAnswer.of(ledger, draft, texts(draft.terms()));
        } else if (question instanceof RatesQuestion rates) {
            return RatesAnswer.of(ledger, rates, terms(rates.terms()));
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
        return ReportAnswer.of(new Statements(ledger, ledger, clock), question, terms(question.terms()), clock);
    }

    /** CSV has no place for what is missing, and a program may not look at it: it is said on standard error too. */
    private Answer usage(UsageQuestion question) {
        Usages.Used used = new Usages(ledger).ask(question.per(), question.fromS(), question.toS(), question.format());
        boolean told = question.format() == Format.TABLE || used.missing().isEmpty();
        return new Answer(used.text(), told ? null : String.join("; ", used.missing()), 0, null);
    }

    private Answer verify(VerifyQuestion question) {
        boolean priced = question.terms().of(TermsFile.PRICES).isPresent();
        List<Check> checks =
                new ArrayList<>(new Verifier(ledger, ledger).check(priced ? terms(question.terms()) : null));
        checks.addAll(CloseChecks.run(ledger, null));
        return VerifyAnswer.of(checks, question.format());
    }

    private Terms terms(TermsTexts given) {
        return Terms.parse(texts(given), ledger.read(Allocation::billingZone));
    }

    private TermsTexts texts(TermsTexts given) {
        return given.orElse(ownTerms.get());
    }
}
