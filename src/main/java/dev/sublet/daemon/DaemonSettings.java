package dev.sublet.daemon;

import dev.sublet.collector.CollectorSettings;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.http.HttpSettings;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.query.SelectLimits;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that the daemon can be told. {@code prices} is the price book for reports that bring none, or null. */
public record DaemonSettings(
        Path data,
        @Nullable Path prices,
        CollectorSettings collector,
        HttpSettings http,
        List<AuditSource> auditSources,
        int auditBatchEventsMax,
        SelectLimits query,
        LedgerSettings ledger) {
    /** The same with another data folder. */
    public DaemonSettings in(Path folder) {
        return new DaemonSettings(folder, prices, collector, http, auditSources, auditBatchEventsMax, query, ledger);
    }
}
