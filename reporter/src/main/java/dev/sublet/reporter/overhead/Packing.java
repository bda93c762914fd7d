package dev.sublet.reporter.overhead;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** Counts the nodes that hold pods by their requests. Stateless. */
final class Packing {
    /** Parts of a node in which a pod's largest need is ordered. */
    private static final long PARTS = 1_000_000;

    private Packing() {}

    /** What a pod requests: millicores, KiB, GPUs. */
    record Pod(long millicores, long memoryKib, long gpus) {}

    /** What a node has for pods, in the same units. */
    record Node(long millicores, long memoryKib, long gpus, long pods) {}

    /**
     * First fit, the pods with the largest need first: never more than 11/9 of the best packing and one node, in one dimension. Empty
     * when a pod fits no node.
     */
    static OptionalInt nodes(List<Pod> pods, Node node) {
        List<Pod> order = new ArrayList<>(pods);
        order.sort(Comparator.comparingLong((Pod pod) -> need(pod, node)).reversed());
        List<long[]> left = new ArrayList<>();
        for (Pod pod : order) {
            if (pod.millicores() > node.millicores()
                    || pod.memoryKib() > node.memoryKib()
                    || pod.gpus() > node.gpus()) {
                return OptionalInt.empty();
            }
            place(pod, node, left);
        }
        return OptionalInt.of(left.size());
    }

    private static void place(Pod pod, Node node, List<long[]> left) {
        long[] chosen = null;
        for (long[] each : left) {
            if (each[0] >= pod.millicores() && each[1] >= pod.memoryKib() && each[2] >= pod.gpus() && each[3] > 0) {
                chosen = each;
                break;
            }
        }
        if (chosen == null) {
            chosen = new long[] {node.millicores(), node.memoryKib(), node.gpus(), node.pods()};
            left.add(chosen);
        }
        chosen[0] -= pod.millicores();
        chosen[1] -= pod.memoryKib();
        chosen[2] -= pod.gpus();
        chosen[3]--;
    }

    private static long need(Pod pod, Node node) {
        return Math.max(
                part(pod.millicores(), node.millicores()),
                Math.max(part(pod.memoryKib(), node.memoryKib()), part(pod.gpus(), node.gpus())));
    }

    private static long part(long of, long whole) {
        return whole == 0 ? 0 : of * PARTS / whole;
    }
}
