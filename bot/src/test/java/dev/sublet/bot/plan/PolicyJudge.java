package dev.sublet.bot.plan;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Says what policies allow, by the rules of networking.k8s.io/v1: a pod that a policy selects may do what some policy of its says, and
 * nothing else. Knows label maps, address blocks and numbered ports, which is all that ours use; anything else fails the test.
 */
final class PolicyJudge {
    /** A pod of a namespace, with both their labels. */
    record Pod(String namespace, Map<String, String> namespaceLabels, Map<String, String> labels, String address) {}

    private final List<NetworkPolicy> policies;

    PolicyJudge(List<NetworkPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    boolean mayReach(Pod from, String address, String protocol, int port) {
        List<NetworkPolicy> own = selecting(from, "Egress");
        return own.isEmpty()
                || own.stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .anyMatch(rule -> port(rule.getPorts(), protocol, port)
                                && (rule.getTo().isEmpty()
                                        || rule.getTo().stream().anyMatch(peer -> block(peer, address))));
    }

    /** Both sides have to agree. Where a pod is also an address, a block opens it too, as some networks do. */
    boolean mayReach(Pod from, Pod to, String protocol, int port) {
        List<NetworkPolicy> out = selecting(from, "Egress");
        List<NetworkPolicy> in = selecting(to, "Ingress");
        boolean leaves = mayReach(from, to.address(), protocol, port)
                || out.stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream()
                                .filter(rule -> port(rule.getPorts(), protocol, port)
                                        && rule.getTo().stream().anyMatch(peer -> pod(policy, peer, to))))
                        .findAny()
                        .isPresent();
        boolean enters = in.isEmpty()
                || in.stream()
                        .flatMap(policy -> policy.getSpec().getIngress().stream()
                                .filter(rule -> port(rule.getPorts(), protocol, port)
                                        && (rule.getFrom().isEmpty()
                                                || rule.getFrom().stream().anyMatch(peer -> pod(policy, peer, from)))))
                        .findAny()
                        .isPresent();
        return leaves && enters;
    }

    private List<NetworkPolicy> selecting(Pod pod, String direction) {
        return policies.stream()
                .filter(policy -> policy.getMetadata().getNamespace().equals(pod.namespace())
                        && policy.getSpec().getPolicyTypes().contains(direction)
                        && selects(policy.getSpec().getPodSelector(), pod.labels()))
                .toList();
    }

    private static boolean pod(NetworkPolicy policy, NetworkPolicyPeer peer, Pod other) {
        if (peer.getIpBlock() != null) {
            return false;
        }
        boolean namespace = peer.getNamespaceSelector() == null
                ? policy.getMetadata().getNamespace().equals(other.namespace())
                : selects(peer.getNamespaceSelector(), other.namespaceLabels());
        return namespace && (peer.getPodSelector() == null || selects(peer.getPodSelector(), other.labels()));
    }

    private static boolean block(NetworkPolicyPeer peer, String address) {
        if (peer.getIpBlock() == null || peer.getIpBlock().getCidr().contains(":") != address.contains(":")) {
            return false;
        }
        String one = address + (address.contains(":") ? "/128" : "/32");
        return Cidr.holds(peer.getIpBlock().getCidr(), one)
                && peer.getIpBlock().getExcept().stream().noneMatch(except -> Cidr.holds(except, one));
    }

    private static boolean selects(LabelSelector selector, Map<String, String> labels) {
        if (!selector.getMatchExpressions().isEmpty()) {
            throw new AssertionError("the judge knows no expressions: " + selector);
        }
        Map<String, String> wanted = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    private static boolean port(List<NetworkPolicyPort> ports, String protocol, int port) {
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(open -> open.getProtocol().equals(protocol)
                                && open.getPort().getIntVal() == port);
    }
}
