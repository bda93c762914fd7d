package dev.sublet.collector.round;

import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.kubelet.KubeletException;
import dev.sublet.collector.kubelet.KubeletException.Reason;
import dev.sublet.collector.kubelet.NodeLook;
import dev.sublet.collector.kubelet.SummarySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks all nodes' kubelets, a bounded number at once, each within its time-out and all within the round's deadline. A
 * node that does not answer is a look with an error, never a failed round. One round at a time.
 */
public final class SamplingRound implements AutoCloseable {
    private final SummarySource source;
    private final Duration requestTimeout;
    private final Duration deadline;
    private final ExecutorService workers;

    public SamplingRound(SummarySource source, int concurrency, Duration requestTimeout, Duration deadline) {
        this.source = source;
        this.requestTimeout = requestTimeout;
        this.deadline = deadline;
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(concurrency, task -> {
            Thread thread = new Thread(task, "kubelet-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private record Answer(NodeLook look, @Nullable Reason failure) {}

    /**
     * Asks all nodes once.
     *
     * @throws InterruptedException when the collector stops; then there is no round
     */
    public Round look(Collection<NodeFacts> nodes) throws InterruptedException {
        List<NodeFacts> asked = List.copyOf(nodes);
        List<java.util.concurrent.Callable<Answer>> questions = new ArrayList<>();
        for (NodeFacts node : asked) {
            questions.add(() -> ask(node));
        }
        List<Future<Answer>> futures = workers.invokeAll(questions, deadline.toMillis(), TimeUnit.MILLISECONDS);
        List<NodeLook> looks = new ArrayList<>(asked.size());
        Map<Reason, Integer> failures = new EnumMap<>(Reason.class);
        for (int i = 0; i < asked.size(); i++) {
            Answer answer = answer(asked.get(i), futures.get(i));
            looks.add(answer.look);
            if (answer.failure != null) {
                failures.merge(answer.failure, 1, Integer::sum);
            }
        }
        int failed = failures.values().stream().mapToInt(Integer::intValue).sum();
        return new Round(List.copyOf(looks), asked.size() - failed, Map.copyOf(failures));
    }

    private Answer ask(NodeFacts node) throws InterruptedException {
        try {
            return new Answer(
                    new NodeLook(node.uid(), node.name(), source.summaryOf(node, requestTimeout), null), null);
        } catch (KubeletException e) {
            String message = e.getMessage() == null ? e.reason().label() : e.getMessage();
            return failed(node, e.reason(), message);
        } catch (RuntimeException e) {
            // Whatever one node's answer breaks must not cost the others their look.
            return failed(node, Reason.FAILED, "asking failed: " + e);
        }
    }

    private Answer answer(NodeFacts node, Future<Answer> future) throws InterruptedException {
        try {
            return future.get();
        } catch (CancellationException e) {
            return failed(
                    node,
                    Reason.DEADLINE,
                    "no answer before the round's deadline of " + deadline.toMillis()
                            + " ms; raise collector.kubelet.deadline or collector.kubelet.concurrency");
        } catch (ExecutionException e) {
            return failed(node, Reason.FAILED, "asking failed: " + e.getCause());
        }
    }

    private static Answer failed(NodeFacts node, Reason reason, String message) {
        return new Answer(
                new NodeLook(
                        node.uid(),
                        node.name(),
                        null,
                        message.lines().findFirst().orElse(reason.label())),
                reason);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
