package dev.sublet.endtoend;

import dev.sublet.collector.discovery.FleetDiscovery;
import dev.sublet.collector.meter.Meter;
import dev.sublet.collector.meter.MeterSettings;
import dev.sublet.collector.owner.OwnerRules;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.owner.OwnerRegistry;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.simulator.scenario.Fleet;
import dev.sublet.simulator.scenario.History;
import dev.sublet.simulator.scenario.HistoryStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ledgers of the simulated fleet, metered from some moment on, and what can be done with such a folder. */
final class SimulatedLedger {
    private static final int TICKS_PER_COMMIT = 96;

    private SimulatedLedger() {}

    /** The fleet of {@code now}, watched since {@code from}: the folder also gets the fleet's price book. */
    static void write(Path data, Instant now, Instant from, Duration interval, ZoneId zone) throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("prices.yaml"), Fleet.prices());
        Files.writeString(data.resolve("owners.yaml"), Fleet.owners());
        Fleet fleet = Fleet.of(1, now);
        try (Ledger ledger = Ledger.open(data, LedgerSettings.defaults(), Clock.systemUTC())) {
            ledger.billHoursOf(zone);
            Meter meter = new Meter(
                    new MeterSettings(fleet.clusterUid(), Fleet.CLUSTER_NAME, interval.toSeconds(), zone),
                    new FleetDiscovery(),
                    new OwnerRules(OwnerRegistry.read(data.resolve("owners.yaml"), ZoneOffset.UTC)),
                    ledger);
            History history = new History(fleet, interval);
            history.passTo(from.getEpochSecond()).forEach(meter::apply);
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
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.forEach(path -> {
                try {
                    Files.copy(path, to.resolve(from.relativize(path)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Does what a daemon would have done by that moment; returns how many pieces there were. */
    static int upkeep(Path data, Instant at) {
        int pieces = 0;
        try (Ledger ledger = Ledger.open(data, LedgerSettings.defaults(), Clock.fixed(at, ZoneOffset.UTC))) {
            while (ledger.upkeep(Due.SCHEDULED).isPresent()) {
                pieces++;
            }
        }
        return pieces;
    }

    static void sql(Path data, String... statements) {
        try (Ledger ledger = SmallLedger.open(data)) {
            sql(ledger, statements);
        }
    }

    static void sql(Ledger ledger, String... statements) {
        ledger.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String each : statements) {
                    statement.execute(each);
                }
                return statements.length;
            }
        });
    }
}
