package dev.sublet.bot.adopt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.gitops.GitOwner;
import dev.sublet.bot.gitops.RenderedRelease;
import dev.sublet.bot.plan.ChartValues;
import dev.sublet.bot.plan.HostNamespace;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Room;
import dev.sublet.bot.plan.Walls;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.power.Pause;
import dev.sublet.bot.release.EffectiveValues;
import dev.sublet.bot.release.HelmReleases;
import dev.sublet.bot.release.StoredRelease;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.bot.upgrade.Targets;
import dev.sublet.bot.work.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares a vcluster that others made with a blueprint. It only reads, with the rights of its client. Stateless. */
public final class Adoption {
    private static final int NAMED_MAX = 5;
    private static final List<String> FIXED = List.of(
            "controlPlane.backingStore",
            "controlPlane.statefulSet.persistence.volumeClaim.size",
            "controlPlane.distro.k3s");

    private Adoption() {}

    /**
     * What would change.
     *
     * @param namespace of the VirtualCluster that would be made
     * @param size one of the blueprint's, or null for its first
     * @throws RefusedException when there is no such vcluster, it is not anybody's to adopt, or the blueprint forbids its versions
     */
    public static AdoptionPlan plan(
            KubernetesClient client,
            Blueprints blueprints,
            Labels labels,
            String namespace,
            String hostNamespace,
            String name,
            String blueprint,
            @Nullable String size,
            Owner owner) {
        Namespace there = namespace(client, hostNamespace, name);
        Workload workload = Workload.find(client, hostNamespace, name)
                .filter(found -> "vcluster".equals(label(found.object(), "app")))
                .orElseThrow(() -> new RefusedException("there is no vcluster " + name + " in namespace "
                        + hostNamespace + "; 'sublet vcluster list' names those that are not managed"));
        HelmReleases releases = new HelmReleases(client, (source, version) -> source.source());
        RenderedRelease.find(client, releases, hostNamespace, name).ifPresent(git -> {
            throw new RefusedException("ArgoCD application " + git.object() + " renders " + hostNamespace + "/" + name
                    + ", and what ArgoCD renders is never patched; it is metered as it is, and governed there");
        });
        StoredRelease stored = releases.find(hostNamespace, name)
                .filter(StoredRelease::isDeployed)
                .orElseThrow(() -> new RefusedException("Helm has no deployed release " + name + " in namespace "
                        + hostNamespace + "; finish or repair it first, as 'helm status' says"));
        if (!stored.chartName().equals("vcluster")) {
            throw new RefusedException("release " + hostNamespace + "/" + name + " is of chart " + stored.chartName()
                    + ", not vcluster; bring it to chart 0.20 or newer first");
        }
        String kubernetes = Targets.versions(stored.effective()).kubernetes();
        VirtualClusterSpec spec = new VirtualClusterSpec(
                owner,
                blueprint,
                size,
                kubernetes.isEmpty() ? null : kubernetes,
                stored.chartVersion(),
                null,
                null,
                Pause.isPaused(workload),
                false,
                null,
                null);
        VirtualCluster resource = new VirtualCluster();
        resource.getMetadata().setNamespace(namespace);
        resource.getMetadata().setName(name);
        resource.setSpec(spec);
        Wanted wanted = new Resolver(blueprints).resolve(resource, null);
        ObjectNode values = ChartValues.of(wanted, false, wanted.outside(), null);
        List<String> differs = EffectiveValues.differences(stored, values);
        ResourceQuota quota = Room.quota(wanted);
        return new AdoptionPlan(
                hostNamespace,
                name,
                stored.revision(),
                spec,
                objects(client, wanted, labels, there),
                differs,
                RunningNeed.beyond(
                        client, hostNamespace, quota, wanted.blueprint().limits()),
                refusals(client, hostNamespace, name, differs));
    }

    private static Namespace namespace(KubernetesClient client, String hostNamespace, String name) {
        Namespace there = client.namespaces().withName(hostNamespace).get();
        if (there == null) {
            throw new RefusedException("there is no namespace " + hostNamespace
                    + "; 'sublet vcluster list' names vclusters that are not managed");
        }
        if (!hostNamespace.equals(Resolver.PREFIX + name)) {
            throw new RefusedException("vcluster " + name + " is in namespace " + hostNamespace
                    + "; only one in a namespace of its own called " + Resolver.PREFIX + name
                    + " can be adopted, and this one is metered as it is");
        }
        String manager = label(there, Labels.MANAGED_BY);
        if (!manager.isEmpty() && !manager.equals("Helm")) {
            throw new RefusedException("namespace " + hostNamespace + " is managed by " + manager
                    + (manager.equals(Labels.SUBLET) ? ": it has its VirtualCluster" : "; take it out of there first"));
        }
        GitOwner.of(there).ifPresent(git -> {
            throw new RefusedException("namespace " + hostNamespace + " is " + git.tool() + "'s, by " + git.object()
                    + "; take it out of there first");
        });
        return there;
    }

    private static List<String> refusals(
            KubernetesClient client, String hostNamespace, String name, List<String> differs) {
        List<String> refusals = new ArrayList<>();
        differs.stream()
                .filter(line -> FIXED.stream().anyMatch(line::startsWith))
                .forEach(line -> refusals.add(line + ", which cannot change on what runs; choose another blueprint"));
        List<String> foreign = client.pods().inNamespace(hostNamespace).list().getItems().stream()
                .filter(pod -> !isOf(pod, name))
                .map(pod -> pod.getMetadata().getName())
                .limit(NAMED_MAX)
                .toList();
        if (!foreign.isEmpty()) {
            refusals.add(
                    "namespace " + hostNamespace + " holds pods that are not the vcluster's and would be removed with"
                            + " it: " + String.join(", ", foreign) + "; move them first");
        }
        return refusals;
    }

    private static boolean isOf(Pod pod, String name) {
        return (label(pod, "app").startsWith("vcluster") && name.equals(label(pod, "release")))
                || name.equals(label(pod, "vcluster.loft.sh/managed-by"));
    }

    private static List<String> objects(KubernetesClient client, Wanted wanted, Labels labels, Namespace namespace) {
        List<String> lines = new ArrayList<>();
        Map<String, String> marks =
                new TreeMap<>(HostNamespace.of(wanted, labels).getMetadata().getLabels());
        marks.forEach((key, value) -> {
            String now = label(namespace, key);
            if (!now.equals(value)) {
                lines.add("Namespace: label " + key + " becomes " + value + (now.isEmpty() ? "" : ", was " + now));
            }
        });
        List<HasMetadata> all = new ArrayList<>();
        all.add(Room.limitRange(wanted));
        all.add(Room.quota(wanted));
        all.addAll(Walls.of(wanted));
        for (HasMetadata object : all) {
            boolean there = client.resource(object).get() != null;
            lines.add((there ? "changed: " : "new: ") + object.getKind() + " "
                    + object.getMetadata().getName());
        }
        client.resourceQuotas().inNamespace(wanted.hostNamespace()).list().getItems().stream()
                .filter(quota -> !quota.getMetadata().getName().equals(Room.NAME))
                .forEach(quota -> lines.add("stays beside them: ResourceQuota "
                        + quota.getMetadata().getName()));
        return lines;
    }

    private static String label(HasMetadata object, String key) {
        return Optional.ofNullable(object.getMetadata().getLabels())
                .map(all -> all.get(key))
                .orElse("");
    }
}
