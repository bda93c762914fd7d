package dev.sublet.bot.argocd;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.ArgoCdSpec;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Own;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Registers virtual clusters with ArgoCD, and keeps it quiet about those that do not run. Stateless. */
public final class ArgoCdSteps {
    static final String CONDITION = "ArgoCD";
    private static final Duration SOON = Duration.ofSeconds(5);

    private ArgoCdSteps() {}

    /**
     * Before a virtual cluster is stopped: ArgoCD would retry for ever and show its Applications as unknown.
     *
     * @param runs whether it is wanted to run now
     */
    public static Step quiet(Predicate<Work> runs) {
        return Step.of("ArgoCDQuiet", work -> {
            String namespace = work.host().settings().argocdNamespace();
            Secret own = namespace == null || !isWanted(work.wanted()) || runs.test(work) ? null : own(work, namespace);
            if (own != null) {
                ClusterSecrets.skip(work.host().client(), own, true);
            }
            return Outcome.DONE;
        });
    }

    /** When it runs: the Secret is there, with a token that will do, or gone where it is not wanted. */
    public static Step register() {
        return Step.of("ArgoCD", ArgoCdSteps::register);
    }

    private static boolean isWanted(Wanted wanted) {
        return wanted.argocd() != null && wanted.argocd().register();
    }

    private static Outcome register(Work work) {
        String namespace = work.host().settings().argocdNamespace();
        ArgoCdSpec spec = work.wanted().argocd();
        if (spec == null || !spec.register()) {
            if (namespace != null) {
                unregister(work, namespace);
            }
            return Outcome.DONE;
        }
        if (namespace == null) {
            work.status()
                    .condition(
                            CONDITION,
                            false,
                            "NotConfigured",
                            "the operator knows no ArgoCD; an admin sets its namespace, or argocd.register becomes false");
            return Outcome.DONE;
        }
        try {
            return register(work, spec, namespace);
        } catch (RefusedException e) {
            // The virtual cluster itself runs as wanted: only ArgoCD does not know it.
            work.status().condition(CONDITION, false, "Refused", String.valueOf(e.getMessage()));
            return Outcome.DONE;
        }
    }

    private static Outcome register(Work work, ArgoCdSpec spec, String namespace) {
        Wanted wanted = work.wanted();
        Secret there = ClusterSecrets.find(work.host().client(), namespace, wanted.hostNamespace());
        if (there != null && !Own.is(wanted.namespace(), wanted.name(), there)) {
            throw new RefusedException("Secret " + namespace + "/" + wanted.hostNamespace()
                    + " is there and is not of this virtual cluster; remove it first");
        }
        Optional<KubernetesClient> opened = work.host().vclusters().open(wanted);
        if (opened.isEmpty()) {
            return new Outcome.Waiting("it has not written its kubeconfig yet, which ArgoCD needs", SOON);
        }
        try (KubernetesClient inside = opened.get()) {
            String ca = ca(inside.getConfiguration());
            Instant now = work.host().clock().instant();
            String token = ClusterSecret.usableToken(there, ca, now);
            Secret secret;
            if (there == null || token == null) {
                ArgoCdAccount.Token fresh = ArgoCdAccount.token(inside);
                secret = ClusterSecret.of(wanted, spec, namespace, ca, fresh.text(), fresh.renewAfter(now));
                work.host().applier().applyNow(secret);
            } else {
                secret = ClusterSecret.of(wanted, spec, namespace, ca, token, ClusterSecret.renewAfter(there));
                work.host().applier().apply(secret);
            }
            if (there != null) {
                ClusterSecrets.skip(work.host().client(), there, false);
            }
            work.status()
                    .condition(
                            CONDITION,
                            true,
                            "Registered",
                            "ArgoCD knows it as cluster " + wanted.name() + ", by Secret " + namespace + "/"
                                    + wanted.hostNamespace());
        }
        return Outcome.DONE;
    }

    private static void unregister(Work work, String namespace) {
        Secret own = own(work, namespace);
        if (own == null) {
            return;
        }
        work.host().vclusters().open(work.wanted()).ifPresent(inside -> {
            try (inside) {
                ArgoCdAccount.remove(inside);
            }
        });
        work.host().client().resource(own).delete();
        work.status().condition(CONDITION, false, "NotWanted", "argocd.register is false; its Secret is removed");
    }

    private static @Nullable Secret own(Work work, String namespace) {
        Secret there = ClusterSecrets.find(
                work.host().client(), namespace, work.wanted().hostNamespace());
        return there != null && Own.is(work.wanted().namespace(), work.wanted().name(), there) ? there : null;
    }

    /** PEM in base64, as kubeconfigs and ArgoCD have it. */
    private static String ca(Config config) {
        try {
            if (config.getCaCertData() != null) {
                return config.getCaCertData();
            }
            if (config.getCaCertFile() != null) {
                return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(config.getCaCertFile())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new RefusedException("its kubeconfig names no certificate authority; check controlPlane in its values");
    }
}
