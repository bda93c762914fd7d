package dev.sublet.bot.action;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that was asked for, or what came of it. Immutable.
 *
 * @param requestId the same for a request and its outcome
 * @param namespace of the VirtualCluster
 * @param uid of the VirtualCluster; empty while there is none
 * @param verb such as create, pause, upgrade or delete
 * @param requestedBy a person, or the operator itself
 * @param approvedBy who agreed, where someone had to
 * @param via cli, slack, api, git, kubectl or operator
 * @param change what differs, as JSON; never a secret
 */
public record Action(
        String requestId,
        Instant at,
        String cluster,
        String namespace,
        String name,
        String uid,
        String team,
        String costCenter,
        String verb,
        String requestedBy,
        @Nullable String approvedBy,
        String via,
        String change,
        Result result,
        String message) {
    /** By which the ledger knows it: told twice, it is there once. */
    public String id() {
        return requestId + "/" + result.word();
    }

    /** How far it came. */
    public enum Result {
        REQUESTED,
        DONE,
        REFUSED,
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
