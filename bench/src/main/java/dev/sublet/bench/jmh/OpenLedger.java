package dev.sublet.bench.jmh;

import dev.sublet.bench.fleet.Fleet;
import dev.sublet.bench.fleet.FleetSpec;
import dev.sublet.bench.fleet.Profile;
import dev.sublet.bench.ledger.FleetTicks;
import dev.sublet.bench.measure.Disk;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** A new ledger in a temporary folder below the working folder, and a fleet to feed it. */
record OpenLedger(Path folder, Ledger ledger, FleetTicks source) {
    private static final long FIRST_DAY_S = 1_790_812_800;

    static OpenLedger of(int pods, int stateBytesPerPod) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-jmh-");
        Ledger ledger = Ledger.open(folder, LedgerSettings.defaults(), Clock.systemUTC());
        Fleet fleet = new Fleet(new FleetSpec(1, pods, 3, FIRST_DAY_S, Profile.BUSY));
        return new OpenLedger(folder, ledger, new FleetTicks(fleet, ledger::nextSpanId, stateBytesPerPod));
    }

    void remove() throws IOException {
        ledger.close();
        Disk.delete(folder);
    }
}
