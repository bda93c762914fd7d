package dev.sublet.bot.slack.durable;

import dev.sublet.bot.slack.transport.Call;
import dev.sublet.bot.slack.transport.Calls;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through requests after they were acknowledged. What does not fit the queue waits in the inbox, and what an earlier process left
 * there is taken up at the start. Opening forms has threads of its own, since a form has three seconds. Thread-safe.
 */
public final class Worker implements Calls, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int THREADS = 4;
    private static final int QUEUE_MAX = 2_000;
    private static final int FORM_THREADS = 4;
    private static final int FORM_QUEUE_MAX = 100;
    private static final int ATTEMPTS_MAX = 3;
    private static final long SWEEP_S = 15;
    private static final long STOP_S = 5;

    private final Inbox inbox;
    private final Work work;
    private final ThreadPoolExecutor workers = pool("slack-work", THREADS, QUEUE_MAX);
    private final ThreadPoolExecutor forms = pool("slack-forms", FORM_THREADS, FORM_QUEUE_MAX);
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(daemon("slack-sweep"));
    private final Set<String> inside = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

    /** What is done with a request. Implementations are thread-safe. */
    public interface Work {
        /** Whether a form is opened first, for which there are three seconds. */
        boolean opensForm(Call call);

        /**
         * Does it and tells the person what came of it, refusals included.
         *
         * @param again whether it may have been begun before
         * @throws RuntimeException when nobody could be told: then it is tried again
         */
        void run(Call call, @Nullable String trigger, boolean again);

        void changed(FormChange change);

        Map<String, String> check(Call form);
    }

    public Worker(Inbox inbox, Work work) {
        this.inbox = inbox;
        this.work = work;
    }

    /** Takes up what was left, and from now on what did not fit. */
    public void start() {
        var unused = sweeper.scheduleWithFixedDelay(this::sweep, 0, SWEEP_S, TimeUnit.SECONDS);
    }

    @Override
    public void take(Call call, @Nullable String trigger) {
        if (call.kind() == Call.Kind.HOME) {
            // Slack asks again when the tab is opened again.
            begin(workers, call, null, false);
        } else if (inside.add(call.id())) {
            boolean fresh = false;
            try {
                fresh = inbox.take(call);
            } finally {
                if (!fresh) {
                    inside.remove(call.id());
                }
            }
            if (fresh) {
                begin(work.opensForm(call) ? forms : workers, call, trigger, false);
            }
        }
    }

    @Override
    public void changed(FormChange change) {
        try {
            forms.execute(() -> {
                try {
                    work.changed(change);
                } catch (RuntimeException e) {
                    LOG.warn("event=slack_form_not_changed form={} reason=\"{}\"", change.callback(), e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("event=slack_form_not_changed form={} reason=busy", change.callback());
        }
    }

    @Override
    public Map<String, String> check(Call form) {
        return work.check(form);
    }

    private void begin(ThreadPoolExecutor pool, Call call, @Nullable String trigger, boolean again) {
        try {
            pool.execute(() -> finish(call, trigger, again));
        } catch (RejectedExecutionException e) {
            // It is on disk: the next sweep takes it.
            inside.remove(call.id());
        }
    }

    private void finish(Call call, @Nullable String trigger, boolean again) {
        try {
            work.run(call, trigger, again);
            done(call);
        } catch (RuntimeException e) {
            int attempt = attempts.merge(call.id(), 1, Integer::sum);
            LOG.warn(
                    "event=slack_request_unfinished id={} name={} attempt={} reason=\"{}\"",
                    call.id(),
                    call.name(),
                    attempt,
                    e.getMessage());
            if (attempt >= ATTEMPTS_MAX) {
                done(call);
            }
        } finally {
            inside.remove(call.id());
        }
    }

    private void done(Call call) {
        attempts.remove(call.id());
        if (call.kind() != Call.Kind.HOME) {
            inbox.done(call);
        }
    }

    /** For tests and the sweeper: begins what lies in the inbox and is not under way. */
    void sweep() {
        try {
            for (Call call : inbox.unfinished()) {
                if (inside.add(call.id())) {
                    // It may have been finished since the list was read.
                    if (inbox.isOpen(call)) {
                        begin(workers, call, null, true);
                    } else {
                        inside.remove(call.id());
                    }
                }
            }
        } catch (RuntimeException e) {
            LOG.error("event=slack_inbox_not_read reason=\"{}\"", e.getMessage());
        }
    }

    private static ThreadPoolExecutor pool(String name, int threads, int queue) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), daemon(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static java.util.concurrent.ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** What is under way gets a moment; the rest stays in the inbox. */
    @Override
    public void close() {
        sweeper.shutdownNow();
        forms.shutdown();
        workers.getQueue().clear();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(STOP_S, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
