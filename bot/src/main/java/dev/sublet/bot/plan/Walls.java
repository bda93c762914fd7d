package dev.sublet.bot.plan;

import dev.sublet.bot.blueprint.Network;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** NetworkPolicies of a host namespace: closed, but for what each kind of pod needs and the blueprint opens. Stateless. */
public final class Walls {
    /** Cloud metadata: link-local for IPv4, and AWS' address for IPv6. Whoever reaches it may become the node. */
    static final List<String> METADATA = List.of("169.254.169.254/32", "fd00:ec2::254/128");

    private static final String ANY_4 = "0.0.0.0/0";
    private static final String ANY_6 = "::/0";
    private static final int API = 8443;
    /** A vcluster's DNS pod listens here, not on 53. */
    private static final int DNS = 1053;

    private Walls() {}

    public static List<NetworkPolicy> of(Wanted wanted) {
        return List.of(closed(wanted), workloads(wanted), dns(wanted), controlPlane(wanted));
    }

    private static NetworkPolicy closed(Wanted wanted) {
        return policy(wanted, "sublet-closed", Map.of(), List.of(), List.of());
    }

    /** Tenants' pods reach each other, their API and DNS, and what the blueprint opens. */
    private static NetworkPolicy workloads(Wanted wanted) {
        Network network = wanted.blueprint().network();
        List<NetworkPolicyEgressRule> out = new ArrayList<>();
        out.add(toPods(Map.of("vcluster.loft.sh/managed-by", wanted.name())));
        out.add(toPods(Map.of("k8s-app", "vcluster-kube-dns"), port("UDP", DNS), port("TCP", DNS)));
        out.add(toPods(Map.of("app", "vcluster", "release", wanted.name()), port("TCP", API)));
        if (network.internet()) {
            out.add(toNetwork(ANY_4, except(network, false), List.of()));
            out.add(toNetwork(ANY_6, except(network, true), List.of()));
        }
        for (Network.Reachable reachable : network.egress()) {
            boolean six = reachable.cidr().contains(":");
            if (METADATA.stream()
                    .anyMatch(address -> address.contains(":") == six && Cidr.holds(address, reachable.cidr()))) {
                throw new RefusedException("blueprint " + wanted.blueprint().reference() + " opens " + reachable.cidr()
                        + ", the metadata address, which stays closed; an admin has to remove it from network.egress");
            }
            // A network that holds the metadata address is opened without it; another must not name it as an exception.
            List<String> except = METADATA.stream()
                    .filter(address -> address.contains(":") == six && Cidr.holds(reachable.cidr(), address))
                    .toList();
            out.add(toNetwork(reachable.cidr(), except, reachable.ports()));
        }
        List<NetworkPolicyIngressRule> in = new ArrayList<>();
        in.add(fromPods(Map.of("vcluster.loft.sh/managed-by", wanted.name())));
        in.add(fromPods(Map.of("app", "vcluster", "release", wanted.name())));
        network.ingressFrom().forEach(labels -> in.add(fromNamespaces(labels)));
        return policy(wanted, "sublet-workloads", Map.of("vcluster.loft.sh/managed-by", wanted.name()), in, out);
    }

    /** The virtual cluster's DNS asks the host's. */
    private static NetworkPolicy dns(Wanted wanted) {
        return policy(
                wanted,
                "sublet-dns",
                Map.of("k8s-app", "vcluster-kube-dns"),
                List.of(new NetworkPolicyIngressRuleBuilder()
                        .addNewFrom()
                        .withNewPodSelector()
                        .endPodSelector()
                        .endFrom()
                        .withPorts(port("UDP", DNS), port("TCP", DNS))
                        .build()),
                List.of(hostDns()));
    }

    /** The control plane reaches the host's API, wherever that is, and is reached on its own port only. */
    private static NetworkPolicy controlPlane(Wanted wanted) {
        NetworkPolicyEgressRule api = new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNewIpBlock()
                .withCidr(ANY_4)
                .withExcept(METADATA.get(0))
                .endIpBlock()
                .endTo()
                .addNewTo()
                .withNewIpBlock()
                .withCidr(ANY_6)
                .withExcept(METADATA.get(1))
                .endIpBlock()
                .endTo()
                .withPorts(port("TCP", 443), port("TCP", 6443), port("TCP", API))
                .build();
        // Node ports, ingress controllers and load balancers come from everywhere; who may enter is the API's own
        // question.
        NetworkPolicyIngressRule in = new NetworkPolicyIngressRuleBuilder()
                .withPorts(port("TCP", API))
                .build();
        return policy(
                wanted,
                "sublet-control-plane",
                Map.of("app", "vcluster", "release", wanted.name()),
                List.of(in),
                List.of(api, hostDns(), toPods(Map.of("vcluster.loft.sh/managed-by", wanted.name()))));
    }

    private static List<String> except(Network network, boolean six) {
        return Stream.concat(METADATA.stream(), network.except().stream())
                .filter(cidr -> cidr.contains(":") == six)
                .distinct()
                .toList();
    }

    private static NetworkPolicyEgressRule hostDns() {
        return new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", "kube-system")
                .endNamespaceSelector()
                .withNewPodSelector()
                .addToMatchLabels("k8s-app", "kube-dns")
                .endPodSelector()
                .endTo()
                .withPorts(port("UDP", 53), port("TCP", 53))
                .build();
    }

    private static NetworkPolicyEgressRule toPods(Map<String, String> labels, NetworkPolicyPort... ports) {
        return new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNewPodSelector()
                .addToMatchLabels(labels)
                .endPodSelector()
                .endTo()
                .withPorts(ports)
                .build();
    }

    private static NetworkPolicyEgressRule toNetwork(String cidr, List<String> except, List<Integer> ports) {
        return new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNewIpBlock()
                .withCidr(cidr)
                .withExcept(except)
                .endIpBlock()
                .endTo()
                .withPorts(ports.stream()
                        .flatMap(port -> Stream.of(port("TCP", port), port("UDP", port)))
                        .toList())
                .build();
    }

    private static NetworkPolicyIngressRule fromPods(Map<String, String> labels) {
        return new NetworkPolicyIngressRuleBuilder()
                .addNewFrom()
                .withNewPodSelector()
                .addToMatchLabels(labels)
                .endPodSelector()
                .endFrom()
                .build();
    }

    private static NetworkPolicyIngressRule fromNamespaces(Map<String, String> labels) {
        return new NetworkPolicyIngressRuleBuilder()
                .addNewFrom()
                .withNewNamespaceSelector()
                .addToMatchLabels(labels)
                .endNamespaceSelector()
                .endFrom()
                .build();
    }

    private static NetworkPolicyPort port(String protocol, int port) {
        return new NetworkPolicyPortBuilder()
                .withProtocol(protocol)
                .withPort(new IntOrString(port))
                .build();
    }

    private static NetworkPolicy policy(
            Wanted wanted,
            String name,
            Map<String, String> pods,
            List<NetworkPolicyIngressRule> in,
            List<NetworkPolicyEgressRule> out) {
        return new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(wanted.hostNamespace())
                .withLabels(Labels.common(wanted))
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .addToMatchLabels(pods)
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .withIngress(in)
                .withEgress(out)
                .endSpec()
                .build();
    }
}
