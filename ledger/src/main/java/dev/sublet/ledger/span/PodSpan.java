package dev.sublet.ledger.span;

import org.jspecify.annotations.Nullable;

/**
 * A pod on one node with unchanged cost-relevant attributes in {@code [fromS, toS)}, from scheduling to its end.
 * Requests follow the Kubernetes effective-request rule and include the pod's overhead. {@code vcluster*} and
 * {@code virtual*} are null outside a vcluster.
 *
 * @param podUid the UID of the API object, which for a static pod differs from the kubelet's
 * @param labels see {@link RecordedLabels}; null when there are none
 * @param ownerKind the controller that the tenant knows, such as {@code Deployment}, or null
 */
public record PodSpan(
        long spanId,
        String cluster,
        String podUid,
        String namespace,
        String pod,
        String nodeUid,
        String node,
        long fromS,
        @Nullable Long toS,
        PodClass podClass,
        @Nullable String vclusterUid,
        @Nullable String vcluster,
        @Nullable String vclusterNamespace,
        @Nullable String virtualNamespace,
        @Nullable String virtualPod,
        @Nullable String ownerKind,
        @Nullable String ownerName,
        long cpuRequestMillicores,
        long memoryRequestKib,
        long gpuRequest,
        String qos,
        @Nullable String labels) {}
