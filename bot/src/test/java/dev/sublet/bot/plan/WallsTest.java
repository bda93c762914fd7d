package dev.sublet.bot.plan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.plan.PolicyJudge.Pod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the network policies allow. No network plugin runs on the test server, so nothing here is a packet: {@link PolicyJudge} reads the
 * policies as the specification says. Whether a cluster's plugin keeps to them is the plugin's part.
 */
class WallsTest {
    private static final String MANAGED = "vcluster.loft.sh/managed-by";

    @TempDir
    Path folder = Path.of("");

    private PolicyJudge judge(String more) {
        List<io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy> all =
                new ArrayList<>(Walls.of(Wants.of(folder, "a", more)));
        all.addAll(Walls.of(Wants.of(folder, "b", more)));
        return new PolicyJudge(all);
    }

    private static Pod pod(String name, int last, Map<String, String> labels) {
        return new Pod(
                "vcluster-" + name,
                Map.of("kubernetes.io/metadata.name", "vcluster-" + name),
                labels,
                "10.42.0." + last);
    }

    private static Pod workload(String name) {
        return pod(name, name.equals("a") ? 10 : 20, Map.of(MANAGED, name, "app", "web"));
    }

    private static Pod dns(String name) {
        return pod(name, name.equals("a") ? 11 : 21, Map.of(MANAGED, name, "k8s-app", "vcluster-kube-dns"));
    }

    private static Pod controlPlane(String name) {
        return pod(name, name.equals("a") ? 12 : 22, Map.of("app", "vcluster", "release", name));
    }

    /** Labels that a tenant can give to a pod: the syncer renames {@code release} and sets {@code managed-by} itself. */
    private static Pod pretender(String name) {
        Map<String, String> labels = new HashMap<>();
        labels.put(MANAGED, name);
        labels.put("app", "vcluster");
        labels.put("k8s-app", "vcluster-kube-dns");
        return pod(name, 13, labels);
    }

    private static Pod unknown(String name) {
        return pod(name, 14, Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "network: {internet: false}",
                "network: {except: []}",
                "network: {egress: [{cidr: 0.0.0.0/0}]}",
                "network: {egress: [{cidr: 169.254.0.0/16}]}",
                "network: {egress: [{cidr: 169.254.169.254/31, ports: [80]}]}",
                "network: {except: [], egress: [{cidr: \"::/0\"}, {cidr: \"fd00::/8\"}, {cidr: \"fd00:ec2::/32\"}]}"
            })
    void nobody_reaches_the_metadata_address_whatever_a_blueprint_opens(String network) {
        PolicyJudge judge = judge(network);
        for (Pod pod : List.of(workload("a"), dns("a"), controlPlane("a"), pretender("a"), unknown("a"))) {
            for (String address : List.of("169.254.169.254", "fd00:ec2::254")) {
                for (int port : List.of(53, 80, 443, 6443, 8443)) {
                    assertFalse(judge.mayReach(pod, address, "TCP", port), () -> pod + " " + address + ":" + port);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254/32", "fd00:ec2:0:0:0:0:0:254/128"})
    void a_blueprint_that_opens_just_the_metadata_address_is_refused(String cidr) {
        Wanted wanted = Wants.of(folder, "a", "network: {egress: [{cidr: \"" + cidr + "\"}]}");
        String message = String.valueOf(
                assertThrows(RefusedException.class, () -> Walls.of(wanted)).getMessage());
        assertTrue(message.contains(cidr) && message.contains("network.egress"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "network: {except: []}", "network: {egress: [{cidr: 0.0.0.0/0}]}"})
    void virtual_clusters_do_not_reach_each_others_pods(String network) {
        PolicyJudge judge = judge(network);
        for (Pod from : List.of(workload("a"), pretender("a"), unknown("a"))) {
            for (Pod to : List.of(workload("b"), dns("b"), unknown("b"))) {
                for (int port : List.of(53, 80, 443, 1053, 8443, 10250)) {
                    assertFalse(judge.mayReach(from, to, "TCP", port), () -> from + " -> " + to + ":" + port);
                }
            }
            assertFalse(judge.mayReach(from, controlPlane("b"), "TCP", 10250));
        }
    }

    @Test
    void what_a_virtual_cluster_needs_is_open() {
        PolicyJudge judge = judge("network: {internet: false}");
        assertTrue(judge.mayReach(workload("a"), dns("a"), "UDP", 1053));
        assertTrue(judge.mayReach(workload("a"), dns("a"), "TCP", 1053));
        assertTrue(judge.mayReach(workload("a"), workload("a"), "TCP", 8080));
        assertTrue(judge.mayReach(workload("a"), controlPlane("a"), "TCP", 8443));
        assertTrue(judge.mayReach(controlPlane("a"), "10.96.0.1", "TCP", 443));
        assertTrue(judge.mayReach(controlPlane("a"), "203.0.113.7", "TCP", 6443));
        assertTrue(judge.mayReach(controlPlane("a"), workload("a"), "TCP", 9443));
        Pod hostDns = new Pod(
                "kube-system",
                Map.of("kubernetes.io/metadata.name", "kube-system"),
                Map.of("k8s-app", "kube-dns"),
                "10.42.0.2");
        assertTrue(judge.mayReach(dns("a"), hostDns, "UDP", 53));
        assertTrue(judge.mayReach(controlPlane("a"), hostDns, "UDP", 53));
        assertFalse(judge.mayReach(workload("a"), hostDns, "UDP", 53));
    }

    @Test
    void the_internet_is_open_but_private_networks_are_not() {
        PolicyJudge open = judge("");
        assertTrue(open.mayReach(workload("a"), "203.0.113.7", "TCP", 443));
        assertTrue(open.mayReach(workload("a"), "2001:db8::1", "TCP", 443));
        for (String address : List.of("10.96.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "127.0.0.1", "fe80::1")) {
            assertFalse(open.mayReach(workload("a"), address, "TCP", 443), address);
        }
        PolicyJudge closed = judge("network: {internet: false, egress: [{cidr: 10.1.0.0/16, ports: [5432]}]}");
        assertFalse(closed.mayReach(workload("a"), "203.0.113.7", "TCP", 443));
        assertTrue(closed.mayReach(workload("a"), "10.1.2.3", "TCP", 5432));
        assertFalse(closed.mayReach(workload("a"), "10.1.2.3", "TCP", 22));
        assertFalse(closed.mayReach(unknown("a"), "10.1.2.3", "TCP", 5432));
    }
}
