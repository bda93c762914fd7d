package dev.sublet.bot.plan;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The host namespace with its owner's labels, and the operator's rights in it. Stateless. */
public final class HostNamespace {
    /** The ClusterRole that the operator may bind to itself, and the only one. */
    public static final String ROLE = "sublet-operator-namespace";

    private HostNamespace() {}

    public static Namespace of(Wanted wanted, Labels keys) {
        Map<String, String> labels = new TreeMap<>(Labels.common(wanted));
        labels.put(keys.costCenter(), wanted.owner().costCenter());
        labels.put(keys.team(), wanted.owner().team());
        labels.put(
                "pod-security.kubernetes.io/enforce",
                wanted.blueprint().podSecurity().name().toLowerCase(Locale.ROOT));
        Map<String, String> annotations = new TreeMap<>(wanted.blueprint().annotations());
        annotations.put(Labels.OWNER_UID, wanted.uid());
        annotations.put(Labels.BLUEPRINT, wanted.blueprint().reference());
        String requester = wanted.owner().requester();
        if (requester != null) {
            annotations.put(Labels.REQUESTER, requester);
        }
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(wanted.hostNamespace())
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    /** As it is made: it says whose it is, and nothing yet of what may change. */
    public static Namespace claim(Wanted wanted) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(wanted.hostNamespace())
                .withLabels(Labels.common(wanted))
                .addToAnnotations(Labels.OWNER_UID, wanted.uid())
                .endMetadata()
                .build();
    }

    /** What lets the operator work in the namespace that it made, Secrets included, and in no other. */
    public static RoleBinding rights(Wanted wanted, String operatorNamespace, String operatorAccount) {
        return rights(wanted.namespace(), wanted.name(), operatorNamespace, operatorAccount);
    }

    /** The same for a virtual cluster whose spec no longer matters, since it goes. */
    public static RoleBinding rights(String namespace, String name, String operatorNamespace, String operatorAccount) {
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withName(ROLE)
                .withNamespace(Resolver.PREFIX + name)
                .withLabels(Labels.common(namespace, name))
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", ROLE)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withNamespace(operatorNamespace)
                .withName(operatorAccount)
                .endSubject()
                .build();
    }
}
