package dev.sublet.bench.ledger;

import dev.sublet.bench.fleet.Fleet;
import dev.sublet.bench.fleet.FleetSpec;
import dev.sublet.bench.measure.Proc;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerKeeper;
import dev.sublet.ledger.seal.UpkeepStep;
import dev.sublet.ledger.tick.TickBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes a fleet's whole history into a ledger, sealing as it goes, and remembers what either cost. */
public final class Fill {
    private static final int TICKS_PER_COMMIT = 60;

    private final Ledger ledger;
    private final Proc self = Proc.self();
    private long rows;
    private double generateCpuS;
    private double commitCpuS;
    private double upkeepCpuS;
    private long upkeepPeakBytes;

    public Fill(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Commits all of it, an hour of minutes at a time.
     *
     * @param sealEach seal whatever is over after so many hours; 0 leaves all rows hot
     * @param done told of each step of upkeep
     */
    public void run(FleetSpec spec, int sealEach, Consumer<UpkeepStep> done) {
        Fleet fleet = new Fleet(spec);
        FleetTicks source = new FleetTicks(fleet, ledger::nextSpanId, 1);
        for (int hour = 1; !fleet.over(); hour++) {
            double before = self.cpuS();
            List<TickBatch> ticks = new ArrayList<>();
            for (int minute = 0; minute < TICKS_PER_COMMIT && !fleet.over(); minute++) {
                ticks.addAll(source.minute());
            }
            double made = self.cpuS();
            ledger.commit(ticks);
            commitCpuS += self.cpuS() - made;
            generateCpuS += made - before;
            for (TickBatch tick : ticks) {
                rows += tick.usage().size();
            }
            if (sealEach > 0 && (hour % sealEach == 0 || fleet.over())) {
                upkeep(done);
            }
        }
    }

    /** Does all upkeep that is due now. */
    public void upkeep(Consumer<UpkeepStep> done) {
        self.forgetPeak();
        double before = self.cpuS();
        Optional<UpkeepStep> step = ledger.upkeep(LedgerKeeper.Due.NOW);
        while (step.isPresent()) {
            done.accept(step.get());
            step = ledger.upkeep(LedgerKeeper.Due.NOW);
        }
        upkeepCpuS += self.cpuS() - before;
        upkeepPeakBytes = Math.max(upkeepPeakBytes, self.peakResidentBytes());
    }

    public long rows() {
        return rows;
    }

    public double generateCpuS() {
        return generateCpuS;
    }

    public double commitCpuS() {
        return commitCpuS;
    }

    public double upkeepCpuS() {
        return upkeepCpuS;
    }

    public long upkeepPeakBytes() {
        return upkeepPeakBytes;
    }
}
