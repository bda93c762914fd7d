package dev.sublet.daemon;

import dev.sublet.collector.audit.AuditIntake;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.http.AuditSink;
import dev.sublet.http.AuditTokens;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The API servers that may send audit events. Immutable. */
public final class AuditSources {
    private final Map<String, AuditSource> byName = new HashMap<>();

    public AuditSources(List<AuditSource> sources) {
        sources.forEach(source -> byName.put(source.name(), source));
    }

    /** What each must show. */
    public AuditTokens tokens() {
        Map<String, String> tokens = new HashMap<>();
        byName.forEach((name, source) -> tokens.put(name, source.token()));
        return new AuditTokens(tokens);
    }

    /** Keeps what they send. */
    public AuditSink sink(AuditIntake intake, Clock clock) {
        return (name, body) -> {
            AuditSource source = byName.get(name);
            if (source == null) {
                throw new IllegalArgumentException("there is no audit source " + name);
            }
            return intake.accept(source, body, clock.instant());
        };
    }
}
