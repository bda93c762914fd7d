package dev.sublet.collector.discovery;

import dev.sublet.collector.facts.ServiceFacts;
import dev.sublet.collector.facts.WorkloadFacts;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins control-plane workloads with Services: a vcluster exists while a workload with {@code app=vcluster} and
 * {@code release=NAME} and the Service NAME both do. Not thread-safe.
 */
final class Workloads {
    /** Which of several workloads speaks for the vcluster: the one that runs, named like it, StatefulSet first. */
    private static final Comparator<WorkloadFacts> MAIN_FIRST = Comparator.comparing(
                    (WorkloadFacts one) -> one.replicas() == 0)
            .thenComparing(one -> !one.name().equals(Marks.release(one.labels())))
            .thenComparing(one -> !one.kind().equals("StatefulSet"))
            .thenComparing(WorkloadFacts::uid);

    /** What a change made of the vcluster it touched: null when there is none (any more, or yet). */
    record Outcome(@Nullable Vcluster vcluster, long serviceCreatedS, List<WorkloadFacts> workloads, boolean changed) {
        static final Outcome NOTHING = new Outcome(null, 0, List.of(), false);
    }

    private final Map<String, Map<String, WorkloadFacts>> workloads = new HashMap<>();
    private final Map<String, String> keyByUid = new HashMap<>();
    private final Map<String, ServiceFacts> services = new HashMap<>();
    private final TreeMap<String, Vcluster> vclusters = new TreeMap<>();

    Collection<Vcluster> vclusters() {
        return List.copyOf(vclusters.values());
    }

    Outcome seen(WorkloadFacts workload) {
        String release = Marks.release(workload.labels());
        if (release == null || !Marks.looksLikeControlPlane(workload.labels())) {
            return gone(workload);
        }
        String key = Fleet.key(workload.namespace(), release);
        String before = keyByUid.put(workload.uid(), key);
        if (before != null && !before.equals(key)) {
            remove(workload.uid(), before);
        }
        workloads.computeIfAbsent(key, unused -> new TreeMap<>()).put(workload.uid(), workload);
        return join(key);
    }

    Outcome gone(WorkloadFacts workload) {
        String key = keyByUid.remove(workload.uid());
        if (key == null) {
            return Outcome.NOTHING;
        }
        return remove(workload.uid(), key);
    }

    private Outcome remove(String uid, String key) {
        workloads.computeIfPresent(key, (unused, ofKey) -> {
            ofKey.remove(uid);
            return ofKey.isEmpty() ? null : ofKey;
        });
        return join(key);
    }

    Outcome seen(ServiceFacts service) {
        String key = Fleet.key(service.namespace(), service.name());
        services.put(key, service);
        return join(key);
    }

    Outcome gone(ServiceFacts service) {
        String key = Fleet.key(service.namespace(), service.name());
        ServiceFacts current = services.get(key);
        // One of the same name may have been made before the end of the former one was told.
        if (current == null || !current.uid().equals(service.uid())) {
            return Outcome.NOTHING;
        }
        services.remove(key);
        return join(key);
    }

    private Outcome join(String key) {
        Collection<WorkloadFacts> ofKey = workloads.getOrDefault(key, Map.of()).values();
        ServiceFacts service = services.get(key);
        WorkloadFacts main = ofKey.stream()
                .filter(one -> Marks.isMain(one.labels()))
                .min(MAIN_FIRST)
                .orElse(null);
        if (service == null || main == null) {
            return new Outcome(null, 0, List.of(), vclusters.remove(key) != null);
        }
        Vcluster vcluster = new Vcluster(
                service.uid(),
                service.namespace(),
                service.name(),
                main.kind(),
                main.uid(),
                main.version(),
                main.distro(),
                state(main));
        boolean changed = !Objects.equals(vclusters.put(key, vcluster), vcluster);
        return new Outcome(vcluster, service.createdS(), List.copyOf(ofKey), changed);
    }

    /** The mark stays when something else scales a paused vcluster up again, so it alone does not mean paused. */
    private static String state(WorkloadFacts main) {
        if (main.replicas() == 0) {
            return main.pausedMark() ? "paused" : "scaled-down";
        }
        return main.sleeping() ? "sleeping" : "running";
    }
}
