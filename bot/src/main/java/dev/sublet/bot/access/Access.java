package dev.sublet.bot.access;

import dev.sublet.bot.plan.Exposed;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.ExposeSpec;
import dev.sublet.bot.work.Vclusters;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets people into virtual clusters and takes it back. Each person has a ServiceAccount or, where an identity provider is configured, a
 * binding of his own; nobody gets the administrator's kubeconfig. Tokens die with their ServiceAccount. Thread-safe.
 */
public final class Access {
    /** No token lives longer. */
    public static final Duration LIFE_MAX = Duration.ofHours(24);

    /** Kubernetes gives no shorter one. */
    public static final Duration LIFE_MIN = Duration.ofMinutes(10);

    private static final int HOLDERS_MAX = 1_000;
    private static final List<String> AUDIENCES = List.of(
            "https://kubernetes.default.svc.cluster.local",
            "https://kubernetes.default.svc",
            "https://kubernetes.default");
    private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.+@:|]{0,252}");
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.+@:|/]{0,399}");

    private final KubernetesClient host;
    private final Vclusters vclusters;
    private final @Nullable Oidc oidc;

    /**
     * For the virtual clusters of a host.
     *
     * @param oidc the identity provider that they trust, or null: people get tokens
     */
    public Access(KubernetesClient host, Vclusters vclusters, @Nullable Oidc oidc) {
        this.host = host;
        this.vclusters = vclusters;
        this.oidc = oidc;
    }

    /**
     * Lets a person in; whoever is in already gets the new role instead of the old one.
     *
     * @param life of the token, from 10 minutes to 24 hours; without meaning where people sign in
     * @throws RefusedException when the person, the time or the virtual cluster does not fit; one line with the remedy
     */
    public Grant grant(Wanted wanted, String person, AccessRole role, Duration life) {
        if (!PERSON.matcher(person).matches() || person.startsWith("system:")) {
            throw new RefusedException("person \"" + printable(person) + "\" is no e-mail address or subject");
        }
        if (life.compareTo(LIFE_MIN) < 0 || life.compareTo(LIFE_MAX) > 0) {
            throw new RefusedException(
                    "a token of " + life.toMinutes() + " min cannot be had; ask for 10 minutes to 24 hours");
        }
        String outside = outside(wanted);
        String server = outside == null ? Exposed.inside(wanted) : "https://" + outside + ":443";
        String note = outside != null
                ? null
                : "no public URL is configured: " + server
                        + " is reached from inside the host cluster only; set expose, or use"
                        + " 'kubectl port-forward -n " + wanted.hostNamespace() + " service/" + wanted.name()
                        + " 8443:443'";
        try (KubernetesClient inside = open(wanted)) {
            String name = wanted.name() + "-" + role.clusterRole();
            if (oidc != null) {
                bind(inside, person, role, AccessObjects.userSubject(oidc.user(person)));
                String kubeconfig = PersonKubeconfig.withSignIn(name, server, authority(wanted), oidc);
                return new Grant(person, role, kubeconfig, false, null, note);
            }
            apply(inside, AccessObjects.namespace());
            apply(inside, AccessObjects.account(person));
            bind(inside, person, role, AccessObjects.accountSubject(person));
            TokenRequest token = inside.serviceAccounts()
                    .inNamespace(AccessObjects.NAMESPACE)
                    .withName(AccessObjects.name(person))
                    .tokenRequest(new TokenRequestBuilder()
                            .withNewSpec()
                            .withAudiences(AUDIENCES)
                            .withExpirationSeconds(life.toSeconds())
                            .endSpec()
                            .build());
            String kubeconfig = PersonKubeconfig.withToken(
                    name, server, authority(wanted), token.getStatus().getToken());
            Instant end = Instant.parse(token.getStatus().getExpirationTimestamp());
            return new Grant(person, role, kubeconfig, true, end, note);
        }
    }

    /**
     * Lets a pipeline in by the identity that its provider proves; no secret is made.
     *
     * @param identity {@code issuer#subject}, as the API server names such users
     * @throws RefusedException when it is written otherwise
     */
    public void trust(Wanted wanted, String identity, AccessRole role) {
        int mark = identity.indexOf('#');
        String subject = mark < 0 ? "" : identity.substring(mark + 1);
        try {
            Oidc.requireIssuer(mark < 0 ? identity : identity.substring(0, mark));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "identity \"" + printable(identity) + "\" has no issuer; write https://ISSUER#SUBJECT");
        }
        if (!SUBJECT.matcher(subject).matches()) {
            throw new RefusedException("identity \"" + printable(identity)
                    + "\" has no subject; write https://ISSUER#SUBJECT," + " without wildcards");
        }
        try (KubernetesClient inside = open(wanted)) {
            bind(inside, identity, role, AccessObjects.userSubject(identity));
        }
    }

    /** Whether the virtual cluster has told how its API is reached. */
    public static boolean isPossible(Vclusters vclusters, Wanted wanted) {
        Optional<KubernetesClient> opened = vclusters.open(wanted);
        opened.ifPresent(KubernetesClient::close);
        return opened.isPresent();
    }

    /** Takes it back. A token of that person is refused from then on; it is no error when there is none. */
    public void revoke(Wanted wanted, String person) {
        try (KubernetesClient inside = open(wanted)) {
            revoke(inside, person);
        }
    }

    /** Takes it back from everybody, such as when the virtual cluster gets another owner. */
    public void revokeAll(Wanted wanted) {
        try (KubernetesClient inside = open(wanted)) {
            inside.serviceAccounts()
                    .inNamespace(AccessObjects.NAMESPACE)
                    .withLabels(AccessObjects.MARK)
                    .delete();
            inside.rbac().clusterRoleBindings().withLabels(AccessObjects.MARK).delete();
        }
    }

    /** Who has access, by person; at most 1000. */
    public List<Holder> list(Wanted wanted) {
        try (KubernetesClient inside = open(wanted)) {
            return inside.rbac().clusterRoleBindings().withLabels(AccessObjects.MARK).list().getItems().stream()
                    .map(Access::holder)
                    .sorted(Comparator.comparing(Holder::person))
                    .limit(HOLDERS_MAX)
                    .toList();
        }
    }

    private static Holder holder(ClusterRoleBinding binding) {
        Map<String, String> annotations = binding.getMetadata().getAnnotations();
        String person = annotations == null ? null : annotations.get(AccessObjects.PERSON);
        List<Subject> subjects = binding.getSubjects();
        return new Holder(
                person == null ? binding.getMetadata().getName() : person,
                binding.getRoleRef().getName(),
                !subjects.isEmpty() && "ServiceAccount".equals(subjects.get(0).getKind()));
    }

    private static void bind(KubernetesClient inside, String person, AccessRole role, Subject subject) {
        ClusterRoleBinding wanted = AccessObjects.binding(person, role, subject);
        ClusterRoleBinding there = inside.rbac()
                .clusterRoleBindings()
                .withName(wanted.getMetadata().getName())
                .get();
        if (there != null && !there.getRoleRef().equals(wanted.getRoleRef())) {
            // Kubernetes lets nobody change the role of a binding.
            inside.resource(there).delete();
        }
        apply(inside, wanted);
    }

    private static void revoke(KubernetesClient inside, String person) {
        inside.serviceAccounts()
                .inNamespace(AccessObjects.NAMESPACE)
                .withName(AccessObjects.name(person))
                .delete();
        inside.rbac()
                .clusterRoleBindings()
                .withName(AccessObjects.bindingName(person))
                .delete();
    }

    private static void apply(KubernetesClient inside, HasMetadata object) {
        inside.resource(object)
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("sublet")
                        .withForce(true)
                        .build());
    }

    private KubernetesClient open(Wanted wanted) {
        return vclusters
                .open(wanted)
                .orElseThrow(() -> new RefusedException(wanted.reference()
                        + " has no API yet; wait until it is ready, or resume it when it is paused"));
    }

    private static @Nullable String outside(Wanted wanted) {
        ExposeSpec expose = wanted.expose();
        return expose == null ? null : expose.host();
    }

    /** Only the certificate leaves the administrator's Secret. */
    private @Nullable String authority(Wanted wanted) {
        Secret secret = host.secrets()
                .inNamespace(wanted.hostNamespace())
                .withName("vc-" + wanted.name())
                .get();
        return secret == null || secret.getData() == null
                ? null
                : secret.getData().get("certificate-authority");
    }

    private static String printable(String text) {
        String line = text.replaceAll("[^ -~]", "?");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }
}
