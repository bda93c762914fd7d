package dev.sublet.collector.watch;

import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.Fact;
import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.facts.WorkloadFacts;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches a host cluster and says what changed. A request that fails never means that something was deleted. The client
 * stays the caller's. Thread-safe; {@link #drain} and the rest may be called from any thread.
 */
public final class ClusterWatch implements AutoCloseable {
    private final KubernetesClient client;
    private final WatchSettings settings;
    private final ChangeQueue queue;
    private final List<KindWatch<?>> context = new ArrayList<>();
    private final KindWatch<Pod> pods;
    private final KindWatch<Node> nodes;
    private final KindWatch<Namespace> namespaces;

    public ClusterWatch(KubernetesClient client, WatchSettings settings, HostLabels labels, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.queue = new ChangeQueue(settings.changesMax());
        long page = settings.pageItems();
        namespaces = new KindWatch<>(
                "namespaces",
                client.namespaces().withLimit(page),
                new FactStore<>(one -> FactsOf.namespace(one, labels), Namespace::new, queue, clock));
        nodes = new KindWatch<>(
                "nodes", client.nodes().withLimit(page), new FactStore<>(FactsOf::node, Node::new, queue, clock));
        pods = new KindWatch<>(
                "pods",
                client.pods().inAnyNamespace().withLimit(page),
                new FactStore<>(one -> FactsOf.pod(one, labels), Pod::new, queue, clock));
        context.add(namespaces);
        context.add(nodes);
        context.add(new KindWatch<>(
                "services",
                client.services().inAnyNamespace().withLimit(page),
                new FactStore<>(one -> FactsOf.service(one, labels), Service::new, queue, clock)));
        context.add(new KindWatch<>(
                "statefulsets",
                client.apps().statefulSets().inAnyNamespace().withLimit(page),
                new FactStore<>(one -> vclusterOnly(FactsOf.statefulSet(one)), StatefulSet::new, queue, clock)));
        context.add(new KindWatch<>(
                "deployments",
                client.apps().deployments().inAnyNamespace().withLimit(page),
                new FactStore<>(one -> vclusterOnly(FactsOf.deployment(one)), Deployment::new, queue, clock)));
        context.add(new KindWatch<>(
                "persistentvolumeclaims",
                client.persistentVolumeClaims().inAnyNamespace().withLimit(page),
                new FactStore<>(one -> FactsOf.claim(one, labels), PersistentVolumeClaim::new, queue, clock)));
        context.add(new KindWatch<>(
                "persistentvolumes",
                client.persistentVolumes().withLimit(page),
                new FactStore<>(FactsOf::volume, PersistentVolume::new, queue, clock)));
    }

    private static @Nullable WorkloadFacts vclusterOnly(WorkloadFacts workload) {
        String app = workload.labels().get("app");
        return app != null && app.startsWith("vcluster") && workload.labels().containsKey("release") ? workload : null;
    }

    /**
     * Lists everything and begins to watch. Pods come last, so that what explains them is there before them. Afterwards
     * the first {@link #drain} is complete: what it lacks does not exist.
     *
     * @throws ClusterException when not everything could be listed in time
     */
    public void start() throws InterruptedException {
        long deadline = System.nanoTime() + settings.startTimeout().toNanos();
        start(context, deadline);
        start(List.of(pods), deadline);
    }

    private void start(List<KindWatch<?>> watches, long deadline) throws InterruptedException {
        watches.forEach(KindWatch::start);
        boolean settled = queue.await(
                () -> watches.stream().allMatch(KindWatch::isListed)
                        || queue.isBlocked()
                        || watches.stream().anyMatch(one -> one.refusal() != null),
                deadline - System.nanoTime());
        for (KindWatch<?> watch : watches) {
            String refusal = watch.refusal();
            if (refusal != null) {
                throw new ClusterException(
                        watch.kind() + " of " + client.getMasterUrl() + " may not be listed (" + refusal
                                + "); give this account get, list and watch on " + watch.kind(),
                        watch.lastFailure());
            }
        }
        if (queue.isBlocked()) {
            throw new ClusterException(
                    client.getMasterUrl() + " has more objects than collector.watch.changesMax=" + settings.changesMax()
                            + "; raise it",
                    null);
        }
        if (!settled) {
            throw tooLate(watches);
        }
    }

    private ClusterException tooLate(List<KindWatch<?>> watches) {
        List<KindWatch<?>> missing =
                watches.stream().filter(one -> !one.isListed()).toList();
        String kinds = missing.stream().map(KindWatch::kind).collect(Collectors.joining(", "));
        Throwable failure = missing.stream()
                .map(KindWatch::lastFailure)
                .filter(one -> one != null)
                .findFirst()
                .orElse(null);
        String remedy = failure == null
                ? "check the address, or raise collector.watch.startTimeout"
                : KindWatch.line(failure) + "; check address and credentials";
        return new ClusterException(
                client.getMasterUrl() + " did not list " + kinds + " within "
                        + settings.startTimeout().toSeconds() + " s: " + remedy,
                failure);
    }

    /** All changes since the last call, in the order in which they were seen. */
    public List<Change> drain() {
        return queue.drain();
    }

    /** Changes that wait for {@link #drain}. */
    public int queueDepth() {
        return queue.size();
    }

    /** Nodes as they now are, by name. */
    public List<NodeFacts> nodes() {
        return nodes.store()
                .facts()
                .map(NodeFacts.class::cast)
                .sorted(Comparator.comparing(NodeFacts::name))
                .toList();
    }

    /** How many pods there are that have not ended. */
    public int livePods() {
        return (int) pods.store()
                .facts()
                .filter(one -> one instanceof PodFacts pod && !pod.ended())
                .count();
    }

    /** The UID by which this cluster is known: that of its namespace kube-system. Empty before {@link #start}. */
    public Optional<String> clusterUid() {
        return namespaces
                .store()
                .facts()
                .map(NamespaceFacts.class::cast)
                .filter(one -> one.name().equals("kube-system"))
                .map(NamespaceFacts::uid)
                .findFirst();
    }

    /** UIDs of everything that is known to exist. */
    public Set<String> liveUids() {
        return all().stream()
                .flatMap(watch -> watch.store().facts())
                .map(Fact::uid)
                .collect(Collectors.toSet());
    }

    /** How far each kind has come: all events up to that resource version have been turned into changes. */
    public Map<String, String> resourceVersions() {
        Map<String, String> versions = new TreeMap<>();
        for (KindWatch<?> watch : all()) {
            String version = watch.resourceVersion();
            if (version != null) {
                versions.put(watch.kind(), version);
            }
        }
        return versions;
    }

    /** Kinds whose watch is down at this moment, with the reason if one is known; it is tried again without end. */
    public Map<String, String> interrupted() {
        Map<String, String> reasons = new TreeMap<>();
        for (KindWatch<?> watch : all()) {
            if (watch.isListed() && !watch.isWatching()) {
                Throwable failure = watch.lastFailure();
                reasons.put(watch.kind(), failure == null ? "reconnecting" : KindWatch.line(failure));
            }
        }
        return reasons;
    }

    /**
     * Whether every event up to these resource versions, by kind such as {@code pods} or {@code Pod}, has been turned into
     * changes. A kind that is not watched here is refused.
     */
    public boolean caughtUp(Map<String, String> resourceVersionsByKind) {
        Map<String, KindWatch<?>> byKind = all().stream().collect(Collectors.toMap(KindWatch::kind, one -> one));
        return resourceVersionsByKind.entrySet().stream().allMatch(wanted -> {
            KindWatch<?> watch = byKind.get(plural(wanted.getKey()));
            if (watch == null) {
                throw new IllegalArgumentException("'" + wanted.getKey() + "' is not watched; known are "
                        + byKind.keySet().stream().sorted().toList());
            }
            return watch.hasReached(wanted.getValue());
        });
    }

    private static String plural(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        return lower.endsWith("s") ? lower : lower + "s";
    }

    /** Waits until {@link #caughtUp}, and returns whether that happened in time. */
    public boolean awaitCaughtUp(Map<String, String> resourceVersionsByKind, Duration timeout)
            throws InterruptedException {
        return queue.await(() -> caughtUp(resourceVersionsByKind), timeout.toNanos());
    }

    private List<KindWatch<?>> all() {
        List<KindWatch<?>> all = new ArrayList<>(context);
        all.add(pods);
        return all;
    }

    @Override
    public void close() {
        queue.close();
        all().forEach(KindWatch::close);
    }
}
