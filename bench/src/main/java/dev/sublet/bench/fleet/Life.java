package dev.sublet.bench.fleet;

/**
 * One pod from its first second to its last. Unchanging, but for the end, which is known when it comes.
 *
 * @param place the place in the fleet that it fills
 * @param number how many pods filled that place before
 * @param endS its end, or the fleet's end if it outlives that
 */
public record Life(
        int place,
        int number,
        long startS,
        long endS,
        boolean outlives,
        String uid,
        String name,
        int vcluster,
        int node,
        String ownerKind,
        long cpuRequestMillicores,
        long memoryRequestKib) {
    public String vclusterName() {
        return "team-" + vcluster;
    }

    public String namespace() {
        return "vcluster-team-" + vcluster;
    }

    public String nodeName() {
        return "ip-10-0-" + node / 200 + "-" + (node % 200 + 10) + ".compute.internal";
    }
}
