package dev.sublet.bot.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person gets. Immutable. Its text holds no kubeconfig.
 *
 * @param kubeconfig YAML; with a token unless people sign in at an identity provider
 * @param secret whether the kubeconfig holds one
 * @param expiresAt when it stops to work, or null for as long as the person can sign in and nobody revokes it
 * @param note what the person has to know, such as that the address is reached from inside the host cluster only; or null
 */
public record Grant(
        String person,
        AccessRole role,
        String kubeconfig,
        boolean secret,
        @Nullable Instant expiresAt,
        @Nullable String note) {
    @Override
    public String toString() {
        return "Grant[person=" + person + ", role=" + role + ", expiresAt=" + expiresAt + ", kubeconfig=***]";
    }
}
