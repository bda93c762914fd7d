package dev.sublet.demo;

import dev.sublet.bot.action.Request;
import dev.sublet.bot.removal.Undo;
import dev.sublet.bot.resource.Durations;
import dev.sublet.bot.resource.RemovalStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the operator on the demo's VirtualClusters, where there is no host that could run one: each request is done after some seconds,
 * a deletion can be taken back for two minutes. Nothing is installed and the fleet's pods stay as they are.
 */
final class PretendOperator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PretendOperator.class);
    private static final Duration CREATES = Duration.ofSeconds(12);
    private static final Duration CHANGES = Duration.ofSeconds(4);
    private static final Duration WINDOW = Duration.ofMinutes(2);
    private static final String FINALIZER = "sublet.dev/removal";
    private static final int SEEN_MAX = 1_000;

    private final KubernetesClient client;
    private final String namespace;
    private final Clock clock;
    private final Map<String, Instant> seen = new HashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "pretend-operator");
        thread.setDaemon(true);
        return thread;
    });

    PretendOperator(KubernetesClient client, String namespace, Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.clock = clock;
    }

    void start() {
        var unused = looks.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    /** One look at all. */
    void look() {
        try {
            for (VirtualCluster one : client.resources(VirtualCluster.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems()) {
                if (one.getMetadata().getDeletionTimestamp() != null) {
                    remove(one);
                } else {
                    serve(one);
                }
            }
        } catch (KubernetesClientException e) {
            // Somebody else wrote in between; the next look sees it.
            LOG.debug("event=demo_operator_again reason=\"{}\"", e.getMessage());
        }
    }

    private void serve(VirtualCluster one) {
        Request request = Request.of(one).orElse(null);
        VirtualClusterStatus status = one.getStatus() == null ? VirtualClusterStatus.NONE : one.getStatus();
        if (request == null
                || (status.request() != null
                        && status.request().id().equals(request.id())
                        && !status.request().result().equals("requested"))) {
            return;
        }
        if (one.getMetadata().getFinalizers().isEmpty()) {
            patch(one, Map.of("metadata", Map.of("finalizers", List.of(FINALIZER))));
        }
        if (seen.size() >= SEEN_MAX) {
            seen.clear();
        }
        boolean fresh = request.verb().equals("create");
        Instant since = seen.computeIfAbsent(request.id(), id -> clock.instant());
        boolean done = Duration.between(since, clock.instant()).compareTo(fresh ? CREATES : CHANGES) >= 0;
        Map<String, Object> now = new HashMap<>();
        now.put("request", outcome(request, done ? "done" : "requested"));
        now.put("observedGeneration", one.getMetadata().getGeneration());
        if (done) {
            boolean paused = one.getSpec().paused();
            now.put("phase", paused ? "Paused" : "Ready");
            now.put("message", paused ? "Stopped by a person; its volumes stay." : "Ready. In the demo nothing runs.");
            now.put("power", power(paused ? "Stopped" : "Running", paused ? "Person" : null));
            now.put("readyAt", status.readyAt() == null ? text(clock.instant()) : status.readyAt());
            now.put("hostNamespace", "vcluster-" + one.getMetadata().getName());
            now.put("kubernetesVersion", "1.36");
            String life = one.getSpec().timeToLive();
            if (life != null) {
                Instant made = Instant.parse(one.getMetadata().getCreationTimestamp());
                Durations.parse(life).ifPresent(lives -> now.put("expiresAt", text(made.plus(lives))));
            }
        } else if (fresh) {
            now.put("phase", "Creating");
            now.put("message", "The release is being installed.");
        }
        tell(one, now);
    }

    private void remove(VirtualCluster one) {
        VirtualClusterStatus status = one.getStatus() == null ? VirtualClusterStatus.NONE : one.getStatus();
        RemovalStatus removal = status.removal();
        Instant now = clock.instant();
        String back = annotation(one, Undo.ANNOTATION);
        if (back != null) {
            patch(one, Map.of("metadata", Map.of("finalizers", List.of())));
            VirtualCluster again = new VirtualCluster();
            again.setSpec(one.getSpec());
            again.getMetadata().setName(one.getMetadata().getName());
            again.getMetadata().setNamespace(namespace);
            again.getMetadata().setAnnotations(Map.of(Request.ANNOTATION, back));
            client.resource(again).create();
        } else if (removal == null) {
            Map<String, Object> fields = new HashMap<>();
            fields.put("phase", "Deleting");
            fields.put("message", "Paused until its undo window ends.");
            fields.put("removal", Map.of("requestedAt", text(now), "finalAt", text(now.plus(WINDOW))));
            fields.put("power", power("Stopped", "Deletion"));
            Request.of(one).ifPresent(request -> fields.put("request", outcome(request, "done")));
            tell(one, fields);
        } else if (!now.isBefore(Instant.parse(removal.finalAt()))) {
            patch(one, Map.of("metadata", Map.of("finalizers", List.of())));
        }
    }

    private static Map<String, Object> outcome(Request request, String result) {
        return Map.of("id", request.id(), "verb", request.verb(), "by", request.by(), "result", result);
    }

    private Map<String, Object> power(String state, @Nullable String reason) {
        Map<String, Object> power = new HashMap<>();
        power.put("state", state);
        power.put("reason", reason);
        power.put("since", text(clock.instant()));
        return power;
    }

    private static @Nullable String annotation(VirtualCluster one, String name) {
        Map<String, String> all = one.getMetadata().getAnnotations();
        return all == null ? null : all.get(name);
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private Resource<VirtualCluster> resource(VirtualCluster one) {
        return client.resources(VirtualCluster.class)
                .inNamespace(namespace)
                .withName(one.getMetadata().getName());
    }

    private void patch(VirtualCluster one, Map<String, Object> patch) {
        resource(one).patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
    }

    private void tell(VirtualCluster one, Map<String, Object> status) {
        resource(one)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("status", status)));
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
