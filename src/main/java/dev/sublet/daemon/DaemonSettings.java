package dev.sublet.daemon;

import dev.sublet.collector.CollectorSettings;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.http.HttpSettings;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.query.SelectLimits;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the daemon can be told.
 *
 * @param prices the price book for reports that bring none, or null
 * @param billingZone the zone whose hours are billed, or null for the one that the ledger bills already
 */
public record DaemonSettings(
        Path data,
        @Nullable Path prices,
        @Nullable ZoneId billingZone,
        CollectorSettings collector,
        HttpSettings http,
        List<AuditSource> auditSources,
        int auditBatchEventsMax,
        SelectLimits query,
        LedgerSettings ledger) {
    /** The same with another data folder. */
    public DaemonSettings in(Path folder) {
        return new DaemonSettings(
                folder, prices, billingZone, collector, http, auditSources, auditBatchEventsMax, query, ledger);
    }
}
