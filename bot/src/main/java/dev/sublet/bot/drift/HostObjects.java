package dev.sublet.bot.drift;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.bot.blueprint.Manifest;
import dev.sublet.bot.inside.Additions;
import dev.sublet.bot.inside.HostPolicies;
import dev.sublet.bot.inside.Kind;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.bot.plan.HostNamespace;
import dev.sublet.bot.plan.Room;
import dev.sublet.bot.plan.Walls;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What should be on the host for a virtual cluster, besides its release. Stateless. */
final class HostObjects {
    private static final Kind NAMESPACE = new Kind("v1", "Namespace", "namespaces", false);
    private static final Kind QUOTA = new Kind("v1", "ResourceQuota", "resourcequotas", true);
    private static final Kind LIMITS = new Kind("v1", "LimitRange", "limitranges", true);
    private static final Kind SECRET = new Kind("v1", "Secret", "secrets", true);
    private static final Kind NETWORK = new Kind("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", true);

    private HostObjects() {}

    static List<Expected> of(Work work, Objects host) {
        List<Expected> all = new ArrayList<>();
        all.add(expected(
                NAMESPACE,
                HostNamespace.of(work.wanted(), work.host().settings().labels()),
                Expected.Way.APPLIED));
        all.add(expected(LIMITS, Room.limitRange(work.wanted()), Expected.Way.OWN));
        all.add(expected(QUOTA, Room.quota(work.wanted()), Expected.Way.OWN));
        Walls.of(work.wanted()).forEach(policy -> all.add(expected(NETWORK, policy, Expected.Way.OWN)));
        AuditWiring audit = work.host().settings().audit();
        if (audit != null) {
            all.add(expected(SECRET, audit.secret(work.wanted()), Expected.Way.APPLIED));
        }
        for (Manifest manifest : work.wanted().blueprint().hostPolicies()) {
            Optional<Kind> kind = host.kind(HostPolicies.asWritten(manifest));
            kind.flatMap(known -> HostPolicies.of(work.wanted(), manifest, known))
                    .ifPresent(object -> all.add(new Expected(kind.get(), object, Expected.Way.APPLIED)));
        }
        return all;
    }

    private static Expected expected(Kind kind, HasMetadata object, Expected.Way way) {
        ObjectNode tree = Differences.tree(object);
        GenericKubernetesResource generic = Additions.generic(tree);
        return new Expected(kind, generic, way);
    }
}
