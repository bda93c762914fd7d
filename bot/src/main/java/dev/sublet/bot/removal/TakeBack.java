package dev.sublet.bot.removal;

import dev.sublet.bot.resource.ApprovalStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.Own;
import dev.sublet.bot.work.StepWatch;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes VirtualClusters again whose deletion was undone. It looks at host namespaces alone, now and then and at the start, so that it
 * does not matter who wrote the mark or who was killed after it. Several may be at work at once: a name is taken only once. Thread-safe.
 */
public final class TakeBack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TakeBack.class);
    private static final String STEP = "TakeBack";
    /** A mark lives for seconds: more at once means that something else is wrong, and the next look takes the rest. */
    private static final long AT_ONCE_MAX = 500;

    private final Host host;
    private final StepWatch watch;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "take-back");
        thread.setDaemon(true);
        return thread;
    });

    private TakeBack(Host host, StepWatch watch) {
        this.host = host;
        this.watch = watch;
    }

    /** Looks at once, and then again after each pause. */
    // Nobody waits for its end, and what may fail is caught where it does.
    @SuppressWarnings("FutureReturnValueIgnored")
    public static TakeBack start(Host host, StepWatch watch, Duration pause) {
        TakeBack takeBack = new TakeBack(host, watch);
        takeBack.worker.scheduleWithFixedDelay(takeBack::look, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return takeBack;
    }

    private void look() {
        try {
            host.client().namespaces().withLabel(Undo.MARK, "true").list().getItems().stream()
                    .limit(AT_ONCE_MAX)
                    .forEach(this::bringBack);
        } catch (KubernetesClientException e) {
            LOG.warn("undone deletions cannot be looked for; trying again: {}", e.getMessage());
        }
    }

    private void bringBack(Namespace namespace) {
        String hostNamespace = namespace.getMetadata().getName();
        Map<String, String> annotations = namespace.getMetadata().getAnnotations();
        Kept kept = Kept.read(annotations == null ? null : annotations.get(Undo.KEPT))
                .orElse(null);
        if (kept == null || !Own.is(kept.namespace(), kept.name(), namespace)) {
            LOG.warn(
                    "namespace {} is marked {} but keeps nothing of its own that can be made again; remove the label",
                    hostNamespace,
                    Undo.MARK);
            return;
        }
        if (!isWatched(kept)) {
            return;
        }
        try {
            bringBack(hostNamespace, kept);
        } catch (KubernetesClientException e) {
            LOG.warn("{}/{} is not yet back; trying again: {}", kept.namespace(), kept.name(), e.getMessage());
        }
    }

    private boolean isWatched(Kept kept) {
        return host.settings().watched().isEmpty() || host.settings().watched().contains(kept.namespace());
    }

    private void bringBack(String hostNamespace, Kept kept) {
        VirtualCluster there = find(kept);
        if (there != null && kept.uid().equals(there.getMetadata().getUid())) {
            // It is still going. The cleanup lets it.
            return;
        }
        String reference = kept.namespace() + "/" + kept.name();
        watch.at(reference, STEP, StepWatch.Moment.BEFORE);
        if (there == null) {
            there = create(kept);
        }
        Map<String, Object> status = new HashMap<>();
        if (!kept.snapshots().isEmpty() && there.getStatus().snapshots().isEmpty()) {
            status.put("snapshots", kept.snapshots());
        }
        ApprovalStatus approval = there.getStatus().approval();
        if (kept.approval() != null && (approval == null || approval.granted() == null)) {
            status.put("approval", kept.approval());
        }
        if (!status.isEmpty()) {
            host.client()
                    .resource(there)
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("status", status)));
        }
        Undo.forget(host.client(), hostNamespace);
        watch.at(reference, STEP, StepWatch.Moment.AFTER);
    }

    private VirtualCluster create(Kept kept) {
        try {
            return host.client().resource(kept.again()).create();
        } catch (KubernetesClientException e) {
            VirtualCluster other = e.getCode() == HttpURLConnection.HTTP_CONFLICT ? find(kept) : null;
            if (other == null) {
                throw e;
            }
            return other;
        }
    }

    private @Nullable VirtualCluster find(Kept kept) {
        return host.client()
                .resources(VirtualCluster.class)
                .inNamespace(kept.namespace())
                .withName(kept.name())
                .get();
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
