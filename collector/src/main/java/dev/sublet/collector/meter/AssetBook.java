package dev.sublet.collector.meter;

import dev.sublet.collector.discovery.Discovery;
import dev.sublet.collector.discovery.PodIdentity;
import dev.sublet.collector.discovery.Vcluster;
import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.facts.ServiceFacts;
import dev.sublet.collector.facts.VolumeFacts;
import dev.sublet.ledger.span.NodeSpan;
import dev.sublet.ledger.span.ServiceSpan;
import dev.sublet.ledger.span.VclusterSpan;
import dev.sublet.ledger.span.VolumeSpan;
import java.util.List;
import java.util.function.LongSupplier;

/** Spans of all that costs or counts beside pods: nodes, volumes, load balancers, vclusters. */
final class AssetBook {
    private static final SpanBook.Shape<NodeSpan> NODE = new SpanBook.Shape<>(
            NodeSpan::spanId,
            NodeSpan::fromS,
            (s, id, from, to) -> new NodeSpan(
                    id,
                    s.cluster(),
                    s.nodeUid(),
                    s.node(),
                    from,
                    to,
                    s.cpuCapacityMillicores(),
                    s.cpuAllocatableMillicores(),
                    s.memoryCapacityKib(),
                    s.memoryAllocatableKib(),
                    s.gpuCapacity(),
                    s.instanceType(),
                    s.providerId(),
                    s.region(),
                    s.zone(),
                    s.spot(),
                    s.gpuModel()));
    private static final SpanBook.Shape<VolumeSpan> VOLUME = new SpanBook.Shape<>(
            VolumeSpan::spanId,
            VolumeSpan::fromS,
            (s, id, from, to) -> new VolumeSpan(
                    id,
                    s.cluster(),
                    s.volumeUid(),
                    s.volume(),
                    from,
                    to,
                    s.storageClass(),
                    s.capacityKib(),
                    s.phase(),
                    s.claimNamespace(),
                    s.claim(),
                    s.podClass(),
                    s.vclusterUid(),
                    s.vcluster(),
                    s.vclusterNamespace(),
                    s.handle(),
                    s.labels()));
    private static final SpanBook.Shape<ServiceSpan> SERVICE = new SpanBook.Shape<>(
            ServiceSpan::spanId,
            ServiceSpan::fromS,
            (s, id, from, to) -> new ServiceSpan(
                    id,
                    s.cluster(),
                    s.serviceUid(),
                    s.namespace(),
                    s.service(),
                    from,
                    to,
                    s.podClass(),
                    s.vclusterUid(),
                    s.vcluster(),
                    s.vclusterNamespace(),
                    s.labels()));
    private static final SpanBook.Shape<VclusterSpan> VCLUSTER = new SpanBook.Shape<>(
            VclusterSpan::spanId,
            VclusterSpan::fromS,
            (s, id, from, to) -> new VclusterSpan(
                    id,
                    s.cluster(),
                    s.vclusterUid(),
                    s.namespace(),
                    s.vcluster(),
                    from,
                    to,
                    s.workloadKind(),
                    s.version(),
                    s.distro(),
                    s.state()));

    private final String cluster;
    final SpanBook<NodeSpan> nodes;
    final SpanBook<VolumeSpan> volumes;
    final SpanBook<ServiceSpan> services;
    final SpanBook<VclusterSpan> vclusters;

    AssetBook(String cluster, LongSupplier ids, MeterMemory memory) {
        this.cluster = cluster;
        this.nodes = new SpanBook<>(NODE, ids, memory.nodes());
        this.volumes = new SpanBook<>(VOLUME, ids, memory.volumes());
        this.services = new SpanBook<>(SERVICE, ids, memory.services());
        this.vclusters = new SpanBook<>(VCLUSTER, ids, memory.vclusters());
    }

    void node(NodeFacts n, long atS) {
        NodeSpan span = new NodeSpan(
                0,
                cluster,
                n.uid(),
                n.name(),
                0,
                null,
                n.cpuCapacityMillicores(),
                n.cpuAllocatableMillicores(),
                n.memoryCapacityKib(),
                n.memoryAllocatableKib(),
                n.gpuCapacity(),
                n.instanceType(),
                n.providerId(),
                n.region(),
                n.zone(),
                n.spot(),
                n.gpuModel());
        nodes.seen(n.uid(), span, atS);
    }

    /** A volume costs from the time when it is bound; one that nobody claimed yet does not count. */
    void volume(VolumeFacts v, PodIdentity now, long atS) {
        String namespace = v.claimNamespace();
        String claim = v.claim();
        if (claim == null || namespace == null) {
            volumes.gone(v.uid(), atS);
            return;
        }
        PodIdentity identity = Proven.or(now, volumes.open().get(v.uid()), namespace, claim);
        VolumeSpan span = new VolumeSpan(
                0,
                cluster,
                v.uid(),
                v.name(),
                0,
                null,
                v.storageClass(),
                v.capacityKib(),
                v.phase(),
                namespace,
                claim,
                identity.podClass(),
                identity.vclusterUid(),
                identity.vcluster(),
                identity.vclusterNamespace(),
                v.handle(),
                identity.labels());
        volumes.seen(v.uid(), span, atS);
    }

    void service(ServiceFacts s, PodIdentity now, long atS) {
        if (!s.loadBalancerWithAddress()) {
            services.gone(s.uid(), atS);
            return;
        }
        PodIdentity identity = Proven.or(now, services.open().get(s.uid()));
        ServiceSpan span = new ServiceSpan(
                0,
                cluster,
                s.uid(),
                s.namespace(),
                s.name(),
                0,
                null,
                identity.podClass(),
                identity.vclusterUid(),
                identity.vcluster(),
                identity.vclusterNamespace(),
                identity.labels());
        services.seen(s.uid(), span, atS);
    }

    void vclusters(Discovery discovery, long atS) {
        for (Vcluster v : discovery.vclusters()) {
            VclusterSpan span = new VclusterSpan(
                    0,
                    cluster,
                    v.uid(),
                    v.namespace(),
                    v.name(),
                    0,
                    null,
                    v.workloadKind(),
                    v.version(),
                    v.distro(),
                    v.state());
            vclusters.seen(v.uid(), span, atS);
        }
        List<String> live = discovery.vclusters().stream().map(Vcluster::uid).toList();
        vclusters.keepOnly(live, atS);
    }
}
