package dev.sublet.simulator.scenario;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pod from birth to end, with its load.
 *
 * @param owner who owns it on the host
 * @param createdS when it was made and bound to its node
 * @param stopS when its containers end, or {@link Long#MAX_VALUE}
 * @param deletedS when the object goes, at or after {@code stopS}
 * @param succeeds whether it is shown as Succeeded between the two
 * @param restartEveryS how often its container starts anew; 0 for never
 * @param volumeBytes used on its claim, 0 without one
 */
record PodPlan(
        String uid,
        String namespace,
        String name,
        NodePlan node,
        Map<String, String> labels,
        Map<String, String> annotations,
        Owner owner,
        Size size,
        Load load,
        long createdS,
        long stopS,
        long deletedS,
        boolean succeeds,
        long restartEveryS,
        long volumeBytes,
        @Nullable String vcluster) {
    /** Seconds from creation to the start of the container. */
    private static final long START_DELAY_S = 2;

    /** An ownerReference; kind "" stands for none. */
    record Owner(String apiVersion, String kind, String name, String uid) {
        static final Owner NOBODY = new Owner("", "", "", "");
    }

    /** Requests, and the working set that it holds. */
    record Size(int cpuMillicores, int memoryMib, int gpus, int workingSetMib) {}

    long startS() {
        return createdS + START_DELAY_S;
    }

    /** Whether the kubelet reports it. */
    boolean runsAt(double atS) {
        return startS() <= atS && atS < stopS;
    }

    int restartsBy(double atS) {
        if (restartEveryS == 0) {
            return 0;
        }
        return (int) Math.max(0, (Math.min(atS, stopS - 1.0) - startS()) / restartEveryS);
    }

    long runStartS(double atS) {
        return startS() + restartsBy(atS) * restartEveryS;
    }

    /** All runs together, in core-nanoseconds; goes on growing until the pod stops. */
    long cpuNanosAt(double atS) {
        return (long) load.coreNanos((double) startS(), Math.min(atS, (double) stopS));
    }

    /** The current run alone. */
    long runCpuNanosAt(double atS) {
        return (long) load.coreNanos((double) runStartS(atS), Math.min(atS, (double) stopS));
    }
}
