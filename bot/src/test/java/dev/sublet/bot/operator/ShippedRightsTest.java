package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.OperatorRights;
import dev.sublet.bot.plan.HostNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the shipped file of rights says, without a server. */
class ShippedRightsTest {
    private static final Set<String> CHANGING = Set.of("create", "update", "patch", "delete", "deletecollection");

    private final List<HasMetadata> objects = read();

    private final List<HasMetadata> policies = readPolicies();

    private static List<HasMetadata> read() {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            return OperatorRights.shipped(client);
        }
    }

    private static List<HasMetadata> readPolicies() {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            return OperatorRights.policies(client);
        }
    }

    @Test
    void no_rule_has_a_star_or_raises_rights() {
        for (PolicyRule rule :
                Stream.concat(rules(objects).stream(), rules(policies).stream()).toList()) {
            for (List<String> words : List.of(rule.getVerbs(), rule.getResources(), rule.getApiGroups())) {
                assertFalse(words.stream().anyMatch(word -> word.contains("*")), rule::toString);
            }
            assertFalse(rule.getVerbs().contains("escalate"), rule::toString);
            assertFalse(rule.getVerbs().contains("impersonate"), rule::toString);
            assertEquals(List.of(), rule.getNonResourceURLs(), rule::toString);
            assertFalse(rule.getResources().contains("nodes/proxy"), rule::toString);
            assertFalse(rule.getResources().contains("serviceaccounts/token"), rule::toString);
        }
    }

    @Test
    void only_the_named_role_may_be_bound() {
        List<PolicyRule> binding = rules(objects).stream()
                .filter(rule -> rule.getVerbs().contains("bind"))
                .toList();
        assertEquals(1, binding.size());
        assertEquals(List.of("clusterroles"), binding.get(0).getResources());
        assertEquals(List.of(HostNamespace.ROLE), binding.get(0).getResourceNames());
    }

    @Test
    void the_whole_cluster_shows_no_secret_and_only_namespaces_and_bindings_can_be_made() {
        for (PolicyRule rule : clusterWide()) {
            assertFalse(rule.getResources().contains("secrets"), rule::toString);
            boolean changes = rule.getVerbs().stream().anyMatch(CHANGING::contains);
            boolean ours = rule.getApiGroups().equals(List.of("sublet.dev"));
            boolean ownBinding = rule.getResources().equals(List.of("rolebindings"))
                    && (rule.getVerbs().equals(List.of("create"))
                            || rule.getResourceNames().equals(List.of(HostNamespace.ROLE)));
            boolean makesNamespaces = rule.getResources().equals(List.of("namespaces"))
                    && rule.getVerbs().stream()
                            .filter(CHANGING::contains)
                            .toList()
                            .equals(List.of("create"));
            boolean keepsCopies = rule.getResources().equals(List.of("volumesnapshotcontents"));
            boolean tells = rule.getResources().equals(List.of("events"))
                    && rule.getVerbs().equals(List.of("create"));
            assertTrue(!changes || ours || ownBinding || makesNamespaces || keepsCopies || tells, rule::toString);
        }
    }

    @Test
    void the_role_of_namespaces_is_bound_for_the_whole_cluster_by_nothing() {
        assertTrue(objects.stream()
                .filter(ClusterRoleBinding.class::isInstance)
                .noneMatch(object ->
                        ((ClusterRoleBinding) object).getRoleRef().getName().equals(HostNamespace.ROLE)));
        assertTrue(objects.stream()
                .anyMatch(object -> object instanceof ClusterRole
                        && object.getMetadata().getName().equals(HostNamespace.ROLE)));
    }

    private List<PolicyRule> clusterWide() {
        return objects.stream()
                .filter(object -> object instanceof ClusterRole
                        && !object.getMetadata().getName().equals(HostNamespace.ROLE))
                .flatMap(object -> ((ClusterRole) object).getRules().stream())
                .toList();
    }

    @Test
    void the_rights_for_policies_of_the_whole_cluster_are_for_policies_alone() {
        for (PolicyRule rule : rules(policies)) {
            assertTrue(
                    Set.of("kyverno.io", "templates.gatekeeper.sh", "constraints.gatekeeper.sh")
                            .containsAll(rule.getApiGroups()),
                    rule::toString);
        }
    }

    private static List<PolicyRule> rules(List<HasMetadata> objects) {
        List<PolicyRule> rules = new ArrayList<>();
        for (HasMetadata object : objects) {
            if (object instanceof ClusterRole role) {
                rules.addAll(role.getRules());
            } else if (object instanceof Role role) {
                rules.addAll(role.getRules());
            }
        }
        assertFalse(rules.isEmpty());
        return rules;
    }
}
