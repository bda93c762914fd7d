package dev.sublet.demo;

import dev.sublet.collector.discovery.FleetDiscovery;
import dev.sublet.collector.meter.Meter;
import dev.sublet.collector.meter.MeterSettings;
import dev.sublet.collector.owner.OwnerRules;
import dev.sublet.collector.watch.HostLabels;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.owner.OwnerRegistry;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.simulator.scenario.Fleet;
import dev.sublet.simulator.scenario.History;
import dev.sublet.simulator.scenario.HistoryStep;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the fleet's history: enters behind the HTTP client, then goes through the same spans, usage and ledger. */
final class Past {
    /** The label that the demo's policies ask for. */
    static final HostLabels LABELS =
            new HostLabels(HostLabels.DEFAULT.costCenter(), HostLabels.DEFAULT.team(), Set.of("tier"));

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    /** Two days of ticks in a transaction. */
    private static final int TICKS_PER_COMMIT = 576;

    /** Told how far it is. */
    @FunctionalInterface
    interface Progress {
        void at(int done, int total);
    }

    private Past() {}

    static void write(Fleet fleet, OwnerRegistry owners, LedgerWriter ledger, Progress progress) {
        Meter meter = new Meter(
                new MeterSettings(fleet.clusterUid(), Fleet.CLUSTER_NAME, INTERVAL.toSeconds(), ZoneOffset.UTC),
                new FleetDiscovery(LABELS.recorded()),
                new OwnerRules(owners),
                ledger);
        History history = new History(fleet, INTERVAL, LABELS);
        int total = history.remaining();
        int done = 0;
        List<TickBatch> ticks = new ArrayList<>();
        while (history.hasNext()) {
            HistoryStep step = history.next();
            step.changes().forEach(meter::apply);
            boolean last = ticks.size() + 1 == TICKS_PER_COMMIT || !history.hasNext();
            ticks.add(last ? meter.tick(step.atS(), step.looks()) : meter.tickOnTheWay(step.atS(), step.looks()));
            if (last) {
                ledger.commit(List.copyOf(ticks));
                ticks.clear();
            }
            done++;
            progress.at(done, total);
        }
    }
}
