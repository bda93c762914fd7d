package dev.sublet.daemon;

import dev.sublet.collector.audit.AuditIntake;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.http.AuditSink;
import dev.sublet.http.AuditTokens;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API servers that may send audit events: those that are listed, and with a key those that the operator made. Immutable. */
public final class AuditSources {
    private final Map<String, AuditSource> byName = new HashMap<>();
    private final @Nullable AuditKey key;

    /** Those that are listed, and no other. */
    public AuditSources(List<AuditSource> sources) {
        this(sources, null);
    }

    /**
     * One that is listed wins over one of the same name that the key would make.
     *
     * @param key the operator's, or null
     */
    public AuditSources(List<AuditSource> sources, @Nullable AuditKey key) {
        sources.forEach(source -> byName.put(source.name(), source));
        this.key = key;
    }

    private Optional<AuditSource> find(String name) {
        AuditSource listed = byName.get(name);
        return listed != null || key == null ? Optional.ofNullable(listed) : key.source(name);
    }

    /** What each must show. */
    public AuditTokens tokens() {
        return new AuditTokens(name -> find(name).map(AuditSource::token));
    }

    /** Keeps what they send. */
    public AuditSink sink(AuditIntake intake, Clock clock) {
        return (name, body) -> {
            AuditSource source =
                    find(name).orElseThrow(() -> new IllegalArgumentException("there is no audit source " + name));
            return intake.accept(source, body, clock.instant());
        };
    }
}
