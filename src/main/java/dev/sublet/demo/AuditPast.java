package dev.sublet.demo;

import dev.sublet.collector.audit.AuditIntake;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.simulator.scenario.AuditTrail;
import dev.sublet.simulator.scenario.Fleet;
import java.nio.charset.StandardCharsets;

/** What people did in the fleet's past: enters behind the HTTP server, then goes the way that a webhook's call goes. */
final class AuditPast {
    /** Nobody can call with it: the demo serves no audit webhook. */
    private static final String TOKEN = "not-served";

    private AuditPast() {}

    static void write(Fleet fleet, LedgerWriter ledger) {
        AuditIntake intake = new AuditIntake(ledger);
        for (AuditTrail.Batch batch : fleet.auditTrail()) {
            AuditSource source = new AuditSource(batch.source(), batch.vclusterNamespace(), batch.vcluster(), TOKEN);
            intake.accept(source, batch.body().getBytes(StandardCharsets.UTF_8), batch.receivedAt());
        }
    }
}
