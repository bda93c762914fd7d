package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.seal.UpkeepStep;
import dev.sublet.ledger.tick.TickBatch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that commits, seals, compacts and retires until it is killed, on a clock that follows its ticks. It says {@code
 * ready}, then after each acknowledgement {@code tick <cluster> <count>}, {@code audit <count>} or {@code upkeep <what>}, and {@code failed
 * <message>} when something was refused.
 *
 * <p>Arguments: data folder, seed, rounds (0 is for ever), threads (1 does upkeep between commits, 2 beside them too). With
 * {@code -Dtrial.haltAt=N} it halts at the N-th step that a crash could follow, and says {@code halt <name>} before.
 */
final class TrialChild {
    static final int CLUSTERS = 2;
    static final int TICKS_AT_ONCE = 12;

    /** Never goes back. */
    static final class SimulatedClock extends Clock {
        private final AtomicLong second = new AtomicLong(TrialFacts.START_S);

        void atLeast(long other) {
            second.accumulateAndGet(other, Math::max);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(second.get());
        }
    }

    private final Ledger ledger;
    private final SimulatedClock clock;
    private final Random random;
    private final long[] next = new long[CLUSTERS + 1];
    private long nextBatch;

    private TrialChild(Ledger ledger, SimulatedClock clock, Random random) {
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
        for (int cluster = 1; cluster <= CLUSTERS; cluster++) {
            next[cluster] = ledger.lastState(TrialFacts.cluster(cluster))
                    .map(state -> TrialFacts.index(state.lastTickS()) + 1)
                    .orElse(0L);
            clock.atLeast(TrialFacts.atS(next[cluster]));
        }
        this.nextBatch = ledger.read(connection -> (Sql.firstLong(connection, "SELECT count(*) FROM audit_event")
                        + Sql.firstLong(
                                connection,
                                "SELECT coalesce(sum(row_count), 0) FROM retired WHERE table_name = 'audit_event'"))
                / TrialFacts.EVENTS);
    }

    private static void dieWith(ProcessHandle parent) {
        CompletableFuture<Void> end =
                parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0));
        if (end.isCompletedExceptionally()) {
            throw new IllegalStateException("the parent cannot be watched");
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        // Whoever started it may be killed too.
        ProcessHandle.current().parent().ifPresent(TrialChild::dieWith);
        Path data = Path.of(arguments[0]);
        Random random = new Random(Long.parseLong(arguments[1]));
        int rounds = Integer.parseInt(arguments[2]);
        boolean beside = Integer.parseInt(arguments[3]) > 1;
        SimulatedClock clock = new SimulatedClock();
        Surroundings surroundings =
                new Surroundings(() -> data.toFile().getUsableSpace(), List.of(), TrialChild::reached);
        TrialChild child =
                new TrialChild(DuckDbLedger.open(data, TrialFacts.settings(), clock, surroundings), clock, random);
        say("ready");
        if (beside) {
            Thread keeper = new Thread(() -> child.keep(), "keeper");
            keeper.setDaemon(true);
            keeper.start();
        }
        for (int round = 0; rounds == 0 || round < rounds; round++) {
            child.round();
        }
        child.ledger.close();
        say("done");
    }

    private static final int HALT_AT = Integer.getInteger("trial.haltAt", 0);
    private static final AtomicLong STEPS = new AtomicLong();

    private static void reached(String step) {
        if (STEPS.incrementAndGet() == HALT_AT) {
            say("halt " + step);
            Runtime.getRuntime().halt(9);
        }
    }

    private void keep() {
        while (true) {
            upkeep(Due.NOW);
        }
    }

    private void round() {
        try {
            int cluster = 1 + random.nextInt(CLUSTERS);
            int count = 1 + random.nextInt(TICKS_AT_ONCE);
            List<TickBatch> ticks = new ArrayList<>();
            for (int tick = 0; tick < count; tick++) {
                ticks.add(TrialFacts.tick(cluster, next[cluster] + tick));
            }
            say("committing");
            ledger.commit(ticks);
            next[cluster] += count;
            say("tick " + cluster + " " + next[cluster]);
            clock.atLeast(TrialFacts.atS(next[cluster]));
            if (TrialFacts.auditS(nextBatch) < TrialFacts.atS(next[cluster])) {
                say("committing");
                ledger.commit(TrialFacts.audit(nextBatch));
                nextBatch++;
                say("audit " + nextBatch);
            }
            sendAgain();
        } catch (LedgerException e) {
            say("failed " + e.getMessage());
        }
        for (int step = random.nextInt(3); step > 0; step--) {
            upkeep(random.nextBoolean() ? Due.NOW : Due.SCHEDULED);
        }
    }

    /** What an API server sends a second time is known, be it hot, sealed or retired. */
    private void sendAgain() {
        if (nextBatch > 0 && random.nextInt(4) == 0) {
            long recent = Math.max(0, nextBatch - 1 - random.nextInt(60));
            say("committing");
            int stored = ledger.commit(TrialFacts.audit(recent)).stored();
            say("again " + recent);
            if (stored > 0) {
                say("failed " + stored + " events of batch " + recent + " were stored twice");
            }
        }
    }

    private void upkeep(Due due) {
        try {
            Optional<UpkeepStep> step = ledger.upkeep(due);
            step.ifPresent(done -> say("upkeep " + done.kind() + " " + done.table() + " " + done.partition() + " "
                    + Instant.ofEpochSecond(done.fromS()) + " " + done.rows()));
        } catch (LedgerException e) {
            say("failed " + e.getMessage());
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
