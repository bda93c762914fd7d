package dev.sublet.daemon;

import dev.sublet.collector.CollectorSettings;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.http.HttpSettings;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.terms.TermsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All that the daemon can be told. {@code terms} are the files for reports that bring none. */
public record DaemonSettings(
        Path data,
        Map<TermsFile, Path> terms,
        CollectorSettings collector,
        HttpSettings http,
        List<AuditSource> auditSources,
        int auditBatchEventsMax,
        SelectLimits query,
        LedgerSettings ledger) {
    /** The same with another data folder. */
    public DaemonSettings in(Path folder) {
        return new DaemonSettings(folder, terms, collector, http, auditSources, auditBatchEventsMax, query, ledger);
    }
}
