package dev.sublet.bot.access;

import dev.sublet.bot.plan.Exposed;
import dev.sublet.bot.plan.Oidc;
import dev.sublet.bot.plan.Place;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.work.Outside;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets people into virtual clusters and takes it back. Each person has a ServiceAccount or, where an identity provider is configured, a
 * binding of his own; nobody gets the administrator's kubeconfig. Tokens die with their ServiceAccount. Thread-safe.
 */
public final class Access {
    /** No token lives longer. */
    public static final Duration LIFE_MAX = Duration.ofHours(8);

    /** Kubernetes gives no shorter one. */
    public static final Duration LIFE_MIN = Duration.ofMinutes(10);

    private static final int HOLDERS_MAX = 1_000;
    private static final List<String> AUDIENCES = List.of(
            "https://kubernetes.default.svc.cluster.local",
            "https://kubernetes.default.svc",
            "https://kubernetes.default");
    private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.+@:|]{0,252}");

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
     * @param life of the token, from 10 minutes to 8 hours; without meaning where people sign in
     * @throws RefusedException when the person, the time or the virtual cluster does not fit; one line with the remedy
     */
    public Grant grant(Place wanted, String person, AccessRole role, Duration life) {
        requirePerson(person);
        requireLife(life);
        try (KubernetesClient inside = open(wanted)) {
            if (oidc != null) {
                bind(inside, person, role, AccessObjects.userSubject(oidc.user(person)), AccessObjects.MARK);
                String kubeconfig = PersonKubeconfig.withSignIn(
                        wanted.name() + "-" + role.clusterRole(), server(wanted), authority(wanted), oidc);
                return new Grant(person, role, kubeconfig, false, null, note(wanted));
            }
            apply(inside, AccessObjects.namespace());
            apply(inside, AccessObjects.account(person, AccessObjects.MARK));
            bind(inside, person, role, AccessObjects.accountSubject(person), AccessObjects.MARK);
            return withToken(inside, wanted, person, role, life);
        }
    }

    private Grant withToken(KubernetesClient inside, Place wanted, String person, AccessRole role, Duration life) {
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
                wanted.name() + "-" + role.clusterRole(),
                server(wanted),
                authority(wanted),
                token.getStatus().getToken());
        return new Grant(
                person,
                role,
                kubeconfig,
                true,
                Instant.parse(token.getStatus().getExpirationTimestamp()),
                note(wanted));
    }

    private static void requireLife(Duration life) {
        if (life.compareTo(LIFE_MIN) < 0 || life.compareTo(LIFE_MAX) > 0) {
            throw new RefusedException(
                    "a token of " + life.toMinutes() + " min cannot be had; ask for 10 minutes to 8 hours");
        }
    }

    /**
     * Checks that a text can be a person's name.
     *
     * @throws RefusedException when it cannot
     */
    public static void requirePerson(String person) {
        if (!PERSON.matcher(person).matches() || person.startsWith("system:")) {
            throw new RefusedException("person \"" + printable(person) + "\" is no e-mail address or subject");
        }
    }

    private String server(Place wanted) {
        String outside = outside(wanted);
        return outside == null ? Exposed.inside(wanted) : "https://" + outside + ":443";
    }

    private @Nullable String note(Place wanted) {
        return outside(wanted) != null
                ? null
                : "no public URL is configured: " + server(wanted)
                        + " is reached from inside the host cluster only; set expose, or use"
                        + " 'kubectl port-forward -n " + wanted.hostNamespace() + " service/" + wanted.name()
                        + " 8443:443'";
    }

    /**
     * Lets pipelines in by the identity that their provider proves; no secret is made. They get short tokens by {@link #exchange}.
     *
     * @param identity {@code https://ISSUER#SUBJECT}; * in the subject stands for anything but a colon
     * @throws RefusedException when it is written otherwise, or means nearly everybody
     */
    public void trust(Place wanted, String identity, AccessRole role) {
        String trusted = Pipelines.parse(identity).toString();
        try (KubernetesClient inside = open(wanted)) {
            apply(inside, AccessObjects.namespace());
            apply(inside, AccessObjects.account(trusted, AccessObjects.PIPELINE));
            bind(inside, trusted, role, AccessObjects.accountSubject(trusted), AccessObjects.PIPELINE);
        }
    }

    /**
     * A short token for a pipeline whose identity was proven.
     *
     * @throws RefusedException when nobody trusts it here
     */
    public Grant exchange(Place wanted, Proven proven, Duration life) {
        requireLife(life);
        try (KubernetesClient inside = open(wanted)) {
            ClusterRoleBinding binding =
                    inside.rbac().clusterRoleBindings().withLabels(AccessObjects.PIPELINE).list().getItems().stream()
                            .filter(each -> trusts(each, proven))
                            .min(Comparator.comparing(each -> each.getMetadata().getName()))
                            .orElseThrow(
                                    () -> new RefusedException("nobody trusts this pipeline in " + wanted.reference()
                                            + "; its owner says so with 'sublet vcluster access " + wanted.name()
                                            + " --ci " + printable(proven.issuer() + "#" + proven.subject()) + "'"));
            return withToken(
                    inside,
                    wanted,
                    holder(binding).person(),
                    AccessRole.parse(binding.getRoleRef().getName()),
                    life);
        }
    }

    /** What cannot be read, since somebody inside wrote it by hand, trusts nobody. */
    private static boolean trusts(ClusterRoleBinding binding, Proven proven) {
        try {
            String person = holder(binding).person();
            return AccessObjects.bindingName(person)
                            .equals(binding.getMetadata().getName())
                    && Pipelines.matches(Pipelines.parse(person), proven.issuer(), proven.subject());
        } catch (RefusedException e) {
            return false;
        }
    }

    /** Whether the virtual cluster has told how its API is reached. */
    public static boolean isPossible(Vclusters vclusters, Place wanted) {
        Optional<KubernetesClient> opened = vclusters.open(wanted);
        opened.ifPresent(KubernetesClient::close);
        return opened.isPresent();
    }

    /** Takes it back. A token of that person is refused from then on; it is no error when there is none. */
    public void revoke(Place wanted, String person) {
        try (KubernetesClient inside = open(wanted)) {
            revoke(inside, person);
        }
    }

    /** Takes it back from everybody, such as when the virtual cluster gets another owner. */
    public void revokeAll(Place wanted) {
        try (KubernetesClient inside = open(wanted)) {
            for (Map<String, String> mark : List.of(AccessObjects.MARK, AccessObjects.PIPELINE)) {
                inside.serviceAccounts()
                        .inNamespace(AccessObjects.NAMESPACE)
                        .withLabels(mark)
                        .delete();
                inside.rbac().clusterRoleBindings().withLabels(mark).delete();
            }
        }
    }

    /** Who has access, by person; at most 1000. */
    public List<Holder> list(Place wanted) {
        try (KubernetesClient inside = open(wanted)) {
            return Stream.of(AccessObjects.MARK, AccessObjects.PIPELINE)
                    .flatMap(mark -> inside.rbac().clusterRoleBindings().withLabels(mark).list().getItems().stream())
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

    private static void bind(
            KubernetesClient inside, String person, AccessRole role, Subject subject, Map<String, String> mark) {
        ClusterRoleBinding wanted = AccessObjects.binding(person, role, subject, mark);
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

    private KubernetesClient open(Place wanted) {
        return vclusters
                .open(wanted)
                .orElseThrow(() -> new RefusedException(wanted.reference()
                        + " has no API yet; wait until it is ready, or resume it when it is paused"));
    }

    /** As a part of an address; a load balancer's is known once there is one. */
    private @Nullable String outside(Place wanted) {
        String name = wanted.outside();
        String found = name == null ? Outside.balancer(host, wanted) : name;
        return found == null ? null : Outside.inAddress(found);
    }

    /** Only the certificate leaves the administrator's Secret. */
    private @Nullable String authority(Place wanted) {
        Secret secret = host.secrets()
                .inNamespace(wanted.hostNamespace())
                .withName("vc-" + wanted.name())
                .get();
        return secret == null || secret.getData() == null
                ? null
                : secret.getData().get("certificate-authority");
    }

    static String printable(String text) {
        String line = text.replaceAll("[^ -~]", "?");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }
}
