package dev.sublet.collector.meter;

import dev.sublet.collector.discovery.PodIdentity;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.ledger.span.PodClass;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UsageRow;
import org.jspecify.annotations.Nullable;

/** Pod spans and rows made of each other. */
final class Spans {
    private Spans() {}

    static PodSpan of(
            long spanId, String cluster, PodFacts pod, String nodeUid, String node, PodIdentity identity, long fromS) {
        return new PodSpan(
                spanId,
                cluster,
                pod.uid(),
                pod.namespace(),
                pod.name(),
                nodeUid,
                node,
                fromS,
                null,
                identity.podClass(),
                identity.vclusterUid(),
                identity.vcluster(),
                identity.vclusterNamespace(),
                identity.virtualNamespace(),
                identity.virtualName(),
                pod.ownerKind(),
                pod.ownerName(),
                pod.cpuRequestMillicores(),
                pod.memoryRequestKib(),
                pod.gpuRequest(),
                pod.qos(),
                identity.labels());
    }

    static PodSpan ended(PodSpan span, long toS) {
        return with(span, span.spanId(), span.fromS(), toS);
    }

    static PodSpan with(PodSpan s, long spanId, long fromS, @Nullable Long toS) {
        return new PodSpan(
                spanId,
                s.cluster(),
                s.podUid(),
                s.namespace(),
                s.pod(),
                s.nodeUid(),
                s.node(),
                fromS,
                toS,
                s.podClass(),
                s.vclusterUid(),
                s.vcluster(),
                s.vclusterNamespace(),
                s.virtualNamespace(),
                s.virtualPod(),
                s.ownerKind(),
                s.ownerName(),
                s.cpuRequestMillicores(),
                s.memoryRequestKib(),
                s.gpuRequest(),
                s.qos(),
                s.labels());
    }

    static UsageRow row(
            PodSpan span,
            long fromS,
            long toS,
            Coverage coverage,
            long cpuCoreMs,
            long memoryKib,
            long rxBytes,
            long txBytes,
            long volumeKib) {
        return new UsageRow(
                span.spanId(),
                fromS,
                toS,
                coverage,
                cpuCoreMs,
                memoryKib,
                rxBytes,
                txBytes,
                volumeKib,
                span.cpuRequestMillicores(),
                span.memoryRequestKib(),
                span.gpuRequest());
    }

    /** An open span is in the ledger as it is, so its number is enough. */
    static void write(PodSpan s, StateWriter out) {
        out.number(s.spanId());
        out.nullable(s.toS());
        if (s.toS() == null) {
            return;
        }
        for (String text : new String[] {
            s.cluster(),
            s.podUid(),
            s.namespace(),
            s.pod(),
            s.nodeUid(),
            s.node(),
            s.podClass().label(),
            s.vclusterUid(),
            s.vcluster(),
            s.vclusterNamespace(),
            s.virtualNamespace(),
            s.virtualPod(),
            s.ownerKind(),
            s.ownerName(),
            s.qos(),
            s.labels()
        }) {
            out.text(text);
        }
        out.seconds(s.fromS());
        out.number(s.cpuRequestMillicores());
        out.number(s.memoryRequestKib());
        out.number(s.gpuRequest());
    }

    static PodSpan read(StateReader in) {
        long spanId = in.number();
        Long toS = in.nullable();
        if (toS == null) {
            return in.openPod(spanId);
        }
        String cluster = in.name();
        String podUid = in.name();
        String namespace = in.name();
        String pod = in.name();
        String nodeUid = in.name();
        String node = in.name();
        PodClass podClass = PodClass.of(in.name());
        String vclusterUid = in.text();
        String vcluster = in.text();
        String vclusterNamespace = in.text();
        String virtualNamespace = in.text();
        String virtualPod = in.text();
        String ownerKind = in.text();
        String ownerName = in.text();
        String qos = in.name();
        String labels = in.version() < MeterMemory.WITH_LABELS ? null : in.text();
        return new PodSpan(
                spanId,
                cluster,
                podUid,
                namespace,
                pod,
                nodeUid,
                node,
                in.seconds(),
                toS,
                podClass,
                vclusterUid,
                vcluster,
                vclusterNamespace,
                virtualNamespace,
                virtualPod,
                ownerKind,
                ownerName,
                in.number(),
                in.number(),
                in.number(),
                qos,
                labels);
    }
}
