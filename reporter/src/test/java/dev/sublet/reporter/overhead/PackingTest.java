package dev.sublet.reporter.overhead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PackingTest {
    private static final Packing.Node NODE = new Packing.Node(4000, 1000, 1, 3);

    @Test
    void pods_fill_nodes_by_their_largest_need_first() {
        List<Packing.Pod> pods = List.of(pod(1000, 0, 0), pod(3000, 100, 0), pod(2000, 0, 0), pod(2000, 900, 0));

        assertEquals(OptionalInt.of(2), Packing.nodes(pods, NODE));
    }

    @Test
    void a_node_holds_no_more_pods_and_gpus_than_it_can() {
        assertEquals(OptionalInt.of(4), Packing.nodes(Collections.nCopies(10, pod(0, 0, 0)), NODE));
        assertEquals(OptionalInt.of(2), Packing.nodes(Collections.nCopies(2, pod(0, 0, 1)), NODE));
        assertEquals(OptionalInt.of(0), Packing.nodes(List.of(), NODE));
    }

    @Test
    void a_pod_that_is_larger_than_a_node_fits_none() {
        assertEquals(OptionalInt.empty(), Packing.nodes(List.of(pod(4001, 0, 0)), NODE));
        assertEquals(OptionalInt.empty(), Packing.nodes(List.of(pod(0, 0, 2)), NODE));
    }

    private static Packing.Pod pod(long millicores, long memoryKib, long gpus) {
        return new Packing.Pod(millicores, memoryKib, gpus);
    }
}
