package dev.sublet.collector.discovery;

import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.ClaimFacts;
import dev.sublet.collector.facts.Fact;
import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.collector.facts.OwnerRef;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.facts.ServiceFacts;
import dev.sublet.collector.facts.VolumeFacts;
import dev.sublet.collector.facts.WorkloadFacts;
import dev.sublet.ledger.span.PodClass;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds vclusters by their workloads and Services, and says what belongs to them. Labels alone prove nothing: a synced
 * object needs the ownerReference to its vcluster's Service, or lies in a namespace that the vcluster maps, and a
 * control-plane pod needs one of the vcluster's own workloads as its owner. What lacks proof is unattributed, never a
 * tenant's cost. Not thread-safe.
 */
public final class FleetDiscovery implements Discovery {
    private final Workloads workloads = new Workloads();
    private final Fleet fleet = new Fleet();
    private final ClaimMemory claims = new ClaimMemory();
    private final MappedNamespaces mapped = new MappedNamespaces();
    private final LabelMemory recorded;
    private long version;

    /** Records no labels. */
    public FleetDiscovery() {
        this(Set.of());
    }

    /**
     * Records labels.
     *
     * @param recorded keys of labels: a namespace's for all in it, and what the host's own pods, volumes and services carry
     */
    public FleetDiscovery(Set<String> recorded) {
        this.recorded = new LabelMemory(recorded);
    }

    @Override
    public void apply(Change change) {
        if (change instanceof Change.Seen seen) {
            seen(seen.fact());
        } else if (change instanceof Change.Gone gone) {
            gone(gone.last());
        }
    }

    private void seen(Fact fact) {
        if (fact instanceof WorkloadFacts workload) {
            register(workloads.seen(workload));
        } else if (fact instanceof ServiceFacts service) {
            register(workloads.seen(service));
        } else if (fact instanceof NamespaceFacts namespace) {
            // Both must see it.
            boolean marked = mapped.seen(namespace);
            boolean labelled = recorded.seen(namespace);
            if (marked || labelled) {
                version++;
            }
        } else if (fact instanceof ClaimFacts claim && claims.seen(claim)) {
            version++;
        }
    }

    private void gone(Fact fact) {
        if (fact instanceof WorkloadFacts workload) {
            register(workloads.gone(workload));
        } else if (fact instanceof ServiceFacts service) {
            register(workloads.gone(service));
        } else if (fact instanceof ClaimFacts claim) {
            claims.gone(claim);
        } else if (fact instanceof NamespaceFacts namespace) {
            recorded.gone(namespace);
        }
    }

    private void register(Workloads.Outcome outcome) {
        if (outcome.changed()) {
            version++;
        }
        Vcluster vcluster = outcome.vcluster();
        if (vcluster == null) {
            return;
        }
        KnownVcluster known = fleet.find(vcluster.uid());
        if (known == null) {
            known = new KnownVcluster(vcluster.uid(), vcluster.namespace(), vcluster.name(), outcome.serviceCreatedS());
            fleet.add(known);
            version++;
        }
        for (WorkloadFacts workload : outcome.workloads()) {
            if (known.add(workload)) {
                version++;
            }
        }
    }

    @Override
    public Collection<Vcluster> vclusters() {
        return workloads.vclusters();
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public PodIdentity identify(PodFacts pod) {
        PodIdentity identity = identityOf(pod);
        return identity.labelled(recorded.of(pod.namespace(), identity, pod.labels()));
    }

    private PodIdentity identityOf(PodFacts pod) {
        Map<String, String> labels = pod.labels();
        String managedBy = Marks.managedBy(labels);
        if (managedBy != null) {
            KnownVcluster known = synced(pod.namespace(), managedBy, pod.owners(), pod.createdS());
            return known == null || isCopy(pod) ? unattributed() : syncedPod(known, pod);
        }
        String release = Marks.release(labels);
        if (release != null && Marks.looksLikeControlPlane(labels)) {
            KnownVcluster known =
                    fleet.at(pod.namespace(), release, pod.createdS(), one -> one.runs(pod.owners(), labels));
            return known == null ? unattributed() : of(PodClass.CONTROL_PLANE, known, null, null);
        }
        if (release != null && Marks.looksLikeSnapshot(labels)) {
            KnownVcluster known = fleet.at(pod.namespace(), release, pod.createdS(), one -> true);
            return known == null ? unattributed() : of(PodClass.SNAPSHOT, known, null, null);
        }
        return unexplained(pod.namespace());
    }

    @Override
    public PodIdentity identify(ServiceFacts service) {
        PodIdentity identity = identityOf(service);
        return identity.labelled(recorded.of(service.namespace(), identity, service.labels()));
    }

    private PodIdentity identityOf(ServiceFacts service) {
        KnownVcluster own = fleet.find(service.uid());
        if (own != null) {
            return of(PodClass.CONTROL_PLANE, own, null, null);
        }
        String managedBy = Marks.managedBy(service.labels());
        if (managedBy != null) {
            KnownVcluster known = synced(service.namespace(), managedBy, service.owners(), service.createdS());
            return known == null
                    ? unattributed()
                    : of(PodClass.WORKLOAD, known, service.labels().get(Marks.VIRTUAL_NAMESPACE), null);
        }
        String release = Marks.release(service.labels());
        if (release != null && Marks.looksLikeControlPlane(service.labels())) {
            KnownVcluster known = fleet.at(service.namespace(), release, service.createdS(), one -> true);
            return known == null ? unattributed() : of(PodClass.CONTROL_PLANE, known, null, null);
        }
        return unexplained(service.namespace());
    }

    @Override
    public PodIdentity identify(VolumeFacts volume) {
        ClaimFacts claim = claims.of(volume);
        PodIdentity identity = identityOf(volume, claim);
        String namespace = claim == null ? volume.claimNamespace() : claim.namespace();
        return identity.labelled(recorded.of(namespace, identity, claim == null ? Map.of() : claim.labels()));
    }

    private PodIdentity identityOf(VolumeFacts volume, @Nullable ClaimFacts claim) {
        if (claim == null) {
            return volume.claimNamespace() == null
                    ? PodIdentity.outside(PodClass.HOST)
                    : unexplained(volume.claimNamespace());
        }
        String managedBy = Marks.managedBy(claim.labels());
        if (managedBy != null) {
            KnownVcluster known = synced(claim.namespace(), managedBy, claim.owners(), Long.MAX_VALUE);
            return known == null
                    ? unattributed()
                    : of(PodClass.WORKLOAD, known, claim.labels().get(Marks.VIRTUAL_NAMESPACE), null);
        }
        String release = Marks.release(claim.labels());
        if (release != null && Marks.looksLikeControlPlane(claim.labels()) && isDataClaim(claim.name(), release)) {
            KnownVcluster known = fleet.at(claim.namespace(), release, Long.MAX_VALUE, one -> true);
            return known == null ? unattributed() : of(PodClass.CONTROL_PLANE, known, null, null);
        }
        return unexplained(claim.namespace());
    }

    private static boolean isDataClaim(String claim, String name) {
        String ordinal = claim.startsWith("data-" + name + "-etcd-")
                ? claim.substring(("data-" + name + "-etcd-").length())
                : claim.startsWith("data-" + name + "-") ? claim.substring(("data-" + name + "-").length()) : "";
        return !ordinal.isEmpty() && ordinal.chars().allMatch(Character::isDigit);
    }

    private @Nullable KnownVcluster synced(String namespace, String managedBy, List<OwnerRef> owners, long createdS) {
        KnownVcluster known = fleet.owner(namespace, managedBy, owners);
        return known != null ? known : fleet.mapping(mapped.markOf(namespace), managedBy, createdS);
    }

    /** The syncer writes the host's name and namespace on what it makes; on a copy made by hand they are another's. */
    private static boolean isCopy(PodFacts pod) {
        Map<String, String> annotations = pod.annotations();
        return !pod.name().equals(annotations.getOrDefault(Marks.OBJECT_HOST_NAME, pod.name()))
                || !pod.namespace().equals(annotations.getOrDefault(Marks.OBJECT_HOST_NAMESPACE, pod.namespace()));
    }

    private static PodIdentity syncedPod(KnownVcluster known, PodFacts pod) {
        String fromLabel = pod.labels().get(Marks.VIRTUAL_NAMESPACE);
        String virtualNamespace = pod.annotations().getOrDefault(Marks.OBJECT_NAMESPACE, fromLabel);
        String virtualName = pod.annotations().get(Marks.OBJECT_NAME);
        // Add-ons of a blueprint will be told apart here, by virtual namespace and name.
        boolean dns = Marks.isDnsApp(pod.labels()) && "kube-system".equals(virtualNamespace);
        return of(dns ? PodClass.DNS : PodClass.WORKLOAD, known, virtualNamespace, virtualName);
    }

    private PodIdentity unexplained(String namespace) {
        boolean tenants = fleet.hasHeld(namespace) || fleet.isMark(mapped.everMarkOf(namespace));
        return PodIdentity.outside(tenants ? PodClass.UNATTRIBUTED : PodClass.HOST);
    }

    private static PodIdentity unattributed() {
        return PodIdentity.outside(PodClass.UNATTRIBUTED);
    }

    private static PodIdentity of(
            PodClass podClass, KnownVcluster known, @Nullable String virtualNamespace, @Nullable String virtualName) {
        return new PodIdentity(podClass, known.uid, known.name, known.namespace, virtualNamespace, virtualName, null);
    }
}
