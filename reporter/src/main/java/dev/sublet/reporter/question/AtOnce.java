package dev.sublet.reporter.question;

import dev.sublet.reporter.ReportException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same for several things on two threads: a PDF takes as long as all other formats together. Stateless. */
final class AtOnce {
    private static final int THREADS = 2;

    private AtOnce() {}

    /**
     * What came of each thing, in the order of the things. They are begun from the last to the first.
     *
     * @throws RuntimeException that of the first thing that failed
     */
    static <T, R> Map<T, R> of(List<T> things, Function<T, R> work) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, AtOnce::thread);
        try {
            List<Future<R>> begun = new ArrayList<>();
            for (int i = things.size() - 1; i >= 0; i--) {
                T thing = things.get(i);
                begun.add(0, threads.submit(() -> work.apply(thing)));
            }
            Map<T, R> done = new LinkedHashMap<>();
            for (int i = 0; i < things.size(); i++) {
                done.put(things.get(i), result(begun.get(i)));
            }
            return done;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "format");
        thread.setDaemon(true);
        return thread;
    }

    private static <R> R result(Future<R> begun) {
        try {
            return begun.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReportException("interrupted while the formats were written", 3);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException wrong) {
                throw wrong;
            }
            if (e.getCause() instanceof Error grave) {
                throw grave;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
