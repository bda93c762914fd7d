package dev.sublet.daemon;

import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.collector.audit.AuditSource;
import java.util.Optional;

/**
 * The key from which the operator makes the token of each virtual cluster. Whoever has it knows all tokens; whoever has one token knows no
 * other. Nothing is kept for a source, so no number of virtual clusters or of made-up names fills anything. Immutable.
 *
 * @param text at least {@link AuditWiring#KEY_CHARACTERS_MIN} characters
 */
public record AuditKey(String text) {
    public AuditKey {
        if (text.length() < AuditWiring.KEY_CHARACTERS_MIN) {
            throw new IllegalArgumentException("the audit key has " + text.length() + " characters; at least "
                    + AuditWiring.KEY_CHARACTERS_MIN + " are needed");
        }
    }

    /** The virtual cluster of that name and its token; empty when the name is not written as the operator writes it. */
    Optional<AuditSource> source(String name) {
        return AuditWiring.virtualCluster(name)
                .map(vcluster ->
                        new AuditSource(name, Resolver.PREFIX + vcluster, vcluster, AuditWiring.token(text, name)));
    }

    @Override
    public String toString() {
        return "AuditKey[***]";
    }
}
