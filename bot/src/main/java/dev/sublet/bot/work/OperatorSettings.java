package dev.sublet.bot.work;

import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.Oidc;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the operator can be told. Immutable.
 *
 * @param namespace its own, which holds its lease and the snapshots that it keeps
 * @param account its ServiceAccount there
 * @param labels the keys by which the collector reads owners from host namespaces
 * @param audit the wiring of audit events, or null for none
 * @param argocdNamespace where ArgoCD's cluster secrets belong, or null when there is no ArgoCD
 * @param watched the namespaces whose VirtualClusters are its own; all when empty
 * @param parallel how many VirtualClusters are worked on at once
 * @param patience how long a control plane may take to become ready before a person is asked
 * @param oidc the identity provider that virtual clusters trust, or null for none
 */
public record OperatorSettings(
        String namespace,
        String account,
        Labels labels,
        @Nullable AuditWiring audit,
        @Nullable String argocdNamespace,
        Set<String> watched,
        int parallel,
        Duration patience,
        @Nullable Oidc oidc) {
    private static final int PARALLEL = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    public OperatorSettings {
        watched = Set.copyOf(watched);
    }

    /** Without an identity provider. */
    public OperatorSettings(
            String namespace,
            String account,
            Labels labels,
            @Nullable AuditWiring audit,
            @Nullable String argocdNamespace,
            Set<String> watched,
            int parallel,
            Duration patience) {
        this(namespace, account, labels, audit, argocdNamespace, watched, parallel, patience, null);
    }

    /** What is usual, in a namespace. */
    public static OperatorSettings in(String namespace) {
        return new OperatorSettings(
                namespace, "sublet-operator", Labels.USUAL, null, null, Set.of(), PARALLEL, PATIENCE);
    }
}
