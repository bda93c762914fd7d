package dev.sublet.bot.access;

import dev.sublet.bot.plan.Labels;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The objects inside a virtual cluster that stand for people. Names are hashes: a person's own text is in annotations only. Stateless. */
final class AccessObjects {
    static final String NAMESPACE = "sublet-access";
    static final String PERSON = "sublet.dev/person";
    static final Map<String, String> MARK = Map.of(Labels.MANAGED_BY, Labels.SUBLET, "sublet.dev/access", "true");
    static final Map<String, String> PIPELINE =
            Map.of(Labels.MANAGED_BY, Labels.SUBLET, "sublet.dev/access", "pipeline");
    private static final int HASH_CHARACTERS = 32;

    private AccessObjects() {}

    /** The same for the same person, and no other person's. */
    static String name(String person) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(person.getBytes(StandardCharsets.UTF_8));
            return "person-" + HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Bindings have no namespace, so their names say whose they are. */
    static String bindingName(String person) {
        return "sublet-access:" + name(person);
    }

    static Namespace namespace() {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .withLabels(MARK)
                .endMetadata()
                .build();
    }

    static ServiceAccount account(String person, Map<String, String> mark) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name(person))
                .withNamespace(NAMESPACE)
                .withLabels(mark)
                .addToAnnotations(PERSON, person)
                .endMetadata()
                .withAutomountServiceAccountToken(false)
                .build();
    }

    static Subject accountSubject(String person) {
        return new SubjectBuilder()
                .withKind("ServiceAccount")
                .withNamespace(NAMESPACE)
                .withName(name(person))
                .build();
    }

    static Subject userSubject(String user) {
        return new SubjectBuilder()
                .withApiGroup("rbac.authorization.k8s.io")
                .withKind("User")
                .withName(user)
                .build();
    }

    static ClusterRoleBinding binding(String person, AccessRole role, Subject subject, Map<String, String> mark) {
        return new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(bindingName(person))
                .withLabels(mark)
                .addToAnnotations(PERSON, person)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role.clusterRole())
                .withSubjects(subject)
                .build();
    }
}
