package dev.sublet.collector.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EffectiveRequestsTest {
    private static EffectiveRequests of(String spec, String status) {
        return EffectiveRequests.of(Serialization.unmarshal(
                "---\n{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {" + spec + "}, status: {" + status + "}}",
                Pod.class));
    }

    private static String container(String name, String cpu, String memory) {
        return "{name: " + name + ", resources: {requests: {cpu: '" + cpu + "', memory: '" + memory + "'}}}";
    }

    private static String sidecar(String name, String cpu) {
        return "{name: " + name + ", restartPolicy: Always, resources: {requests: {cpu: '" + cpu + "'}}}";
    }

    @Test
    void quantities_are_exact_and_rounded_up() {
        EffectiveRequests requests = of("containers: [" + container("a", "100500u", "1025") + "]", "");
        assertEquals(101, requests.cpuMillicores());
        assertEquals(2, requests.memoryKib());
        assertEquals(
                1500,
                of("containers: [" + container("a", "1.5", "128Mi") + "]", "").cpuMillicores());
        assertEquals(
                976_563,
                of("containers: [" + container("a", "1", "1G") + "]", "").memoryKib());
        assertEquals(
                1_000,
                of("containers: [" + container("a", "1e0", "1Gi") + "]", "").cpuMillicores());
        assertThrows(IllegalArgumentException.class, () -> of("containers: [" + container("a", "lots", "1") + "]", ""));
    }

    @Test
    void sidecars_count_with_the_containers_and_a_large_init_container_alone() {
        String spec = "containers: [" + container("a", "200m", "10Mi") + "], initContainers: ["
                + container("first", "250m", "50Mi") + ", " + sidecar("side", "100m") + ", "
                + container("second", "900m", "1Mi") + "], overhead: {cpu: 10m, memory: 1Mi}";
        EffectiveRequests requests = of(spec, "");
        assertEquals(1010, requests.cpuMillicores(), "the second init container runs beside the sidecar");
        assertEquals(51 * 1024, requests.memoryKib());
        assertEquals(
                300,
                of(
                                "containers: [" + container("a", "200m", "1") + "], initContainers: ["
                                        + sidecar("s", "100m") + "]",
                                "")
                        .cpuMillicores());
    }

    @Test
    void pod_level_resources_replace_cpu_and_memory_that_they_name() {
        String containers = "containers: [" + container("a", "200m", "10Mi") + "]";
        EffectiveRequests requests = of("resources: {requests: {cpu: '1'}}, " + containers, "");
        assertEquals(1000, requests.cpuMillicores());
        assertEquals(10 * 1024, requests.memoryKib());
    }

    @Test
    void while_a_resize_is_under_way_the_largest_of_wanted_allocated_and_actuated_counts() {
        String spec = "containers: [" + container("a", "100m", "10Mi") + "]";
        String status =
                "containerStatuses: [{name: a, allocatedResources: {cpu: 150m}, resources: {requests: {cpu: 120m}}}]";
        assertEquals(150, of(spec, status).cpuMillicores());
        assertEquals(10 * 1024, of(spec, status).memoryKib());
    }

    @Test
    void an_infeasible_resize_drops_what_is_wanted() {
        String spec = "containers: [{name: a, resources: {requests: {cpu: '64', memory: 1Mi, nvidia.com/gpu: '1'}}}]";
        String actual = "containerStatuses: [{name: a, resources: {requests: {cpu: 100m, memory: 1Mi}}}]";
        assertEquals(64_000, of(spec, actual).cpuMillicores());
        assertEquals(100, of(spec, "resize: Infeasible, " + actual).cpuMillicores());
        EffectiveRequests refused =
                of(spec, "conditions: [{type: PodResizePending, status: 'True', reason: Infeasible}], " + actual);
        assertEquals(100, refused.cpuMillicores());
        assertEquals(1, refused.gpus(), "a GPU cannot be resized");
        assertEquals(
                64_000,
                of(spec, "conditions: [{type: PodResizePending, status: 'True', reason: Deferred}], " + actual)
                        .cpuMillicores());
    }

    @Test
    void gpus_of_any_vendor_count() {
        assertEquals(
                3,
                of("containers: [{name: a, resources: {requests: {nvidia.com/gpu: '2', amd.com/gpu: '1'}}}]", "")
                        .gpus());
    }

    @Test
    void a_limit_is_known_only_if_every_container_has_one() {
        String limited = "{name: a, resources: {limits: {cpu: 500m}}}";
        assertEquals(
                1000L, of("containers: [" + limited + ", " + limited + "]", "").cpuLimitMillicores());
        assertNull(of("containers: [" + limited + ", {name: b}]", "").cpuLimitMillicores());
        assertNull(of("containers: [" + limited + "], initContainers: [{name: i}]", "")
                .cpuLimitMillicores());
        assertEquals(
                2000L,
                of("resources: {limits: {cpu: '2'}}, containers: [{name: b}]", "")
                        .cpuLimitMillicores());
    }

    @Test
    void lists_that_are_null_are_empty() {
        assertEquals(
                0,
                of("containers: null, initContainers: null", "conditions: null").cpuMillicores());
    }

    /** The rule of the scheduler's own documentation, written the slow way. */
    @Property(tries = 300)
    void agrees_with_the_rule_written_out(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 2000) Integer> containers,
            @ForAll @Size(max = 5) List<@IntRange(min = -2000, max = 2000) Integer> inits,
            @ForAll @IntRange(max = 100) int overhead) {
        StringBuilder main = new StringBuilder();
        int sum = 0;
        for (int cpu : containers) {
            main.append(main.isEmpty() ? "" : ",").append(container("c" + main.length(), cpu + "m", "0"));
            sum += cpu;
        }
        StringBuilder init = new StringBuilder();
        int starting = 0;
        for (int i = 0; i < inits.size(); i++) {
            // A negative number stands for a sidecar.
            int cpu = inits.get(i);
            init.append(i == 0 ? "" : ",")
                    .append(cpu < 0 ? sidecar("i" + i, -cpu + "m") : container("i" + i, cpu + "m", "0"));
            int before = inits.subList(0, i).stream()
                    .mapToInt(one -> one < 0 ? -one : 0)
                    .sum();
            starting = Math.max(starting, before + Math.abs(cpu));
            sum += cpu < 0 ? -cpu : 0;
        }
        EffectiveRequests requests = of(
                "containers: [" + main + "], initContainers: [" + init + "], overhead: {cpu: " + overhead + "m}", "");
        assertEquals(Math.max(sum, starting) + overhead, requests.cpuMillicores());
    }
}
