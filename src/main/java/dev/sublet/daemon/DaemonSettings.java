package dev.sublet.daemon;

import dev.sublet.collector.CollectorSettings;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.http.HttpSettings;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.terms.TermsFile;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the daemon can be told.
 *
 * @param terms the files for reports that bring none
 * @param auditKey by which the audit sources of virtual clusters are known, or null
 * @param billingZone the zone whose hours are billed, or null for the one that the ledger bills already
 * @param bot what makes it an operator too, or null
 */
public record DaemonSettings(
        Path data,
        Map<TermsFile, Path> terms,
        @Nullable ZoneId billingZone,
        CollectorSettings collector,
        HttpSettings http,
        Doors doors,
        List<AuditSource> auditSources,
        @Nullable AuditKey auditKey,
        int auditBatchEventsMax,
        SelectLimits query,
        LedgerSettings ledger,
        @Nullable BotSettings bot) {
    /** The same with another data folder. */
    public DaemonSettings in(Path folder) {
        return new DaemonSettings(
                folder,
                terms,
                billingZone,
                collector,
                http,
                doors,
                auditSources,
                auditKey,
                auditBatchEventsMax,
                query,
                ledger,
                bot);
    }
}
