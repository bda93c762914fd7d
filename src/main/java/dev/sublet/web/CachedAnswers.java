package dev.sublet.web;

import dev.sublet.reporter.question.AdjustQuestion;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.BillImportQuestion;
import dev.sublet.reporter.question.BudgetQuestion;
import dev.sublet.reporter.question.CloseQuestion;
import dev.sublet.reporter.question.ExplainQuestion;
import dev.sublet.reporter.question.OpenDisputeQuestion;
import dev.sublet.reporter.question.OverheadQuestion;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.RemoveBillQuestion;
import dev.sublet.reporter.question.ReportFormat;
import dev.sublet.reporter.question.ReportQuestion;
import dev.sublet.reporter.question.ResolveDisputeQuestion;
import dev.sublet.reporter.question.RestateQuestion;
import dev.sublet.reporter.question.SqlQuestion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for pages, kept for a while: a statement of a large fleet takes seconds, and people look again and again. One that is older than a
 * minute is given once more and made anew beside; one older than a quarter of an hour is made anew first. What changes something is never
 * kept, and ends what is. Bounded in number and size. Thread-safe.
 */
public final class CachedAnswers implements Function<Question, Answer>, AutoCloseable {
    static final Duration FRESH = Duration.ofMinutes(1);
    static final Duration USABLE = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(CachedAnswers.class);
    private static final int KEPT_MAX = 300;
    private static final long CHARS_MAX = 64L << 20;
    private static final int REFRESHES_WAITING_MAX = 50;

    private final Function<Question, Answer> answers;
    private final Clock clock;
    private final Map<Question, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Question> refreshing = new HashSet<>();
    private long chars;
    /** What was begun before it is not kept. */
    private long era;

    private final ThreadPoolExecutor refresher;

    private record Kept(Answer answer, Instant at) {}

    public CachedAnswers(Function<Question, Answer> answers, Clock clock) {
        this.answers = answers;
        this.clock = clock;
        this.refresher = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(REFRESHES_WAITING_MAX), task -> {
                    Thread thread = new Thread(task, "page-refresh");
                    thread.setDaemon(true);
                    return thread;
                });
        refresher.allowCoreThreadTimeOut(true);
    }

    @Override
    public Answer apply(Question question) {
        if (!isKept(question)) {
            return answers.apply(question);
        }
        Instant now = clock.instant();
        Kept found;
        synchronized (this) {
            found = kept.get(question);
        }
        if (found == null || !now.isBefore(found.at().plus(USABLE))) {
            return make(question);
        }
        if (!now.isBefore(found.at().plus(FRESH))) {
            refresh(question);
        }
        return found.answer();
    }

    /** The answers themselves, never kept ones; what changes something there ends what is kept here. */
    public Function<Question, Answer> watched() {
        return question -> {
            Answer answer = answers.apply(question);
            if (changes(question)) {
                forget();
            }
            return answer;
        };
    }

    private static boolean changes(Question question) {
        return question instanceof CloseQuestion
                || question instanceof RestateQuestion
                || question instanceof AdjustQuestion
                || question instanceof BillImportQuestion
                || question instanceof RemoveBillQuestion
                || question instanceof OpenDisputeQuestion
                || question instanceof ResolveDisputeQuestion;
    }

    /** What only reads, and is text. */
    private static boolean isKept(Question question) {
        return (question instanceof ReportQuestion report && report.format() == ReportFormat.JSON)
                || question instanceof ExplainQuestion
                || question instanceof OverheadQuestion
                || question instanceof BudgetQuestion
                || question instanceof SqlQuestion;
    }

    private Answer make(Question question) {
        long begun;
        synchronized (this) {
            begun = era;
        }
        Instant at = clock.instant();
        Answer answer = answers.apply(question);
        if (answer.exitCode() == 0) {
            keep(question, new Kept(answer, at), begun);
        }
        return answer;
    }

    private synchronized void keep(Question question, Kept made, long begun) {
        if (begun != era) {
            return;
        }
        Kept before = kept.put(question, made);
        chars += made.answer().text().length()
                - (before == null ? 0 : before.answer().text().length());
        Iterator<Kept> oldest = kept.values().iterator();
        while ((kept.size() > KEPT_MAX || chars > CHARS_MAX) && oldest.hasNext()) {
            chars -= oldest.next().answer().text().length();
            oldest.remove();
        }
    }

    /** Begins to make an answer beside, unless that is under way already. */
    void refresh(Question question) {
        synchronized (this) {
            if (!refreshing.add(question)) {
                return;
            }
        }
        try {
            refresher.execute(() -> {
                try {
                    make(question);
                } catch (RuntimeException e) {
                    LOG.warn("event=page_refresh_failed reason=\"{}\"", e.toString());
                } finally {
                    done(question);
                }
            });
        } catch (RejectedExecutionException e) {
            // Too many wait; the next look tries again.
            done(question);
        }
    }

    private synchronized void done(Question question) {
        refreshing.remove(question);
    }

    /** Forgets all: something was changed, and who changed it wants to see it. */
    public synchronized void forget() {
        kept.clear();
        chars = 0;
        era++;
    }

    @Override
    public void close() {
        refresher.shutdownNow();
    }
}
