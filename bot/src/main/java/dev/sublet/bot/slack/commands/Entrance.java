package dev.sublet.bot.slack.commands;

import dev.sublet.bot.access.AccessRole;
import dev.sublet.bot.resource.VirtualCluster;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lets people into virtual clusters by a link that works once. Implementations are thread-safe. */
public interface Entrance {
    /**
     * Lets a person in.
     *
     * @return where his kubeconfig can be fetched once, by him alone
     * @throws dev.sublet.bot.plan.RefusedException when that cannot be
     */
    Link let(VirtualCluster one, String person, AccessRole role);

    /** Takes access back; it is no error when there is none. */
    void out(VirtualCluster one, String person);

    /**
     * A link. Its text hides the address, which is a credential until it is used.
     *
     * @param life of the link
     * @param accessEnds when the access ends, or null for not by itself
     * @param note what the person has to know, or null
     */
    record Link(
            String address,
            Duration life,
            @Nullable Instant accessEnds,
            @Nullable String note) {
        @Override
        public String toString() {
            return "Link[(hidden)]";
        }
    }
}
