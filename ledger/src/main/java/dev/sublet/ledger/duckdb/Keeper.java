package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.UnfinishedException;
import dev.sublet.ledger.seal.DurableFiles;
import dev.sublet.ledger.seal.Piece;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import dev.sublet.ledger.seal.UpkeepStep;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does upkeep piece by piece: plans, seals, retires. Small pieces go together, for each costs a snapshot, a commit and a
 * manifest, whatever it holds. A piece that cannot be done is passed over until the round ends, when nothing else is due;
 * then it is told of. Thread-safe.
 */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    /** How often a piece is written again because rows came meanwhile. */
    private static final int TRIES = 3;

    /** Bounds how long the writer is busy with one commit. */
    private static final int GROUP_MAX = 16;

    /** Rows of all that go with the first of a group, which may have any number. */
    private static final long GROUP_ROWS_MAX = 50_000;

    private final Readers readers;
    private final Writer writer;
    private final AuditFiles auditFiles;
    private final Path sealed;
    private final LedgerSettings settings;
    private final Clock clock;
    private final Surroundings surroundings;
    private final Sealer sealer;
    private final Aftermath aftermath;
    private final FolderChecks folderChecks;
    private final Deque<Piece> planned = new ArrayDeque<>();
    private @Nullable Due plannedFor;
    /** Of the group that was done last, for who asks next. */
    private final Deque<UpkeepStep> done = new ArrayDeque<>();
    /** So many pieces are done each by itself, because their group failed. */
    private int apart;

    private boolean aheadSaid;

    /** Apart, so that a person's round tries what the daemon passes over. */
    private final Map<Due, FailedPieces> failed = new EnumMap<>(Due.class);

    Keeper(
            Database database,
            Readers readers,
            Writer writer,
            AuditFiles auditFiles,
            LedgerSettings settings,
            Clock clock,
            Surroundings surroundings) {
        this.readers = readers;
        this.writer = writer;
        this.auditFiles = auditFiles;
        this.sealed = database.sealedFolder();
        this.settings = settings;
        this.clock = clock;
        this.surroundings = surroundings;
        DurableFiles files = new DurableFiles(surroundings.failpoint());
        this.sealer = new Sealer(database, sealed, settings, clock, files);
        this.aftermath = new Aftermath(database, readers, writer, sealer, files, surroundings);
        this.folderChecks = new FolderChecks(database);
        for (Due due : Due.values()) {
            failed.put(due, new FailedPieces());
        }
    }

    synchronized Optional<UpkeepStep> next(Due due) {
        if (!done.isEmpty()) {
            return Optional.of(done.poll());
        }
        aftermath.settle();
        FailedPieces passedOver = Objects.requireNonNull(failed.get(due));
        passedOver.forgetOld(clock.instant());
        sealNext(due, passedOver);
        if (!done.isEmpty()) {
            aftermath.settle();
            return Optional.ofNullable(done.poll());
        }
        Optional<UpkeepStep> retired = retire();
        if (retired.isEmpty()) {
            endRound(due, passedOver);
        }
        return retired;
    }

    /** Pieces of the present plan that wait; 0 before the first was asked for. */
    synchronized int waiting() {
        return planned.size() + done.size();
    }

    private void endRound(Due due, FailedPieces passedOver) {
        Optional<UnfinishedException> failure = passedOver.report().or(aftermath::unpublished);
        if (due == Due.NOW) {
            // Who asks again has perhaps mended it.
            passedOver.forgetAll();
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Seals the next group that can be, into {@link #done}; passes over pieces that cannot. */
    private void sealNext(Due due, FailedPieces passedOver) {
        int attempt = 1;
        while (true) {
            List<Piece> group = nextGroup(due, passedOver);
            if (group.isEmpty()) {
                return;
            }
            try {
                boolean found = seal(group);
                if (found || planned.isEmpty()) {
                    // Or the plan is done and found nothing: another one would say the same.
                    return;
                }
            } catch (RuntimeException e) {
                refuseWithoutStore(e);
                if (group.size() > 1) {
                    LOG.info("{} pieces of upkeep are done each by itself: {}", group.size(), Sql.message(e));
                    planned.clear();
                    apart = group.size();
                } else if (e instanceof SealCommit.Outdated && attempt < TRIES) {
                    planned.clear();
                    attempt++;
                } else {
                    passedOver.add(group.get(0), e, clock.instant());
                    attempt = 1;
                }
            }
        }
    }

    /** A store that answers nobody, or is closed, is no piece's fault. */
    private void refuseWithoutStore(RuntimeException failure) {
        try {
            readers.readHot(Schema::commitNumber);
        } catch (RuntimeException e) {
            LOG.debug("the store does not answer: {}", Sql.message(e));
            throw failure;
        }
    }

    private List<Piece> nextGroup(Due due, FailedPieces passedOver) {
        List<Piece> group = new ArrayList<>();
        nextPiece(due, passedOver).ifPresent(group::add);
        long rows = 0;
        for (Piece next = planned.peek(); apart == 0 && next != null; next = planned.peek()) {
            rows += next.rows();
            if (rows > GROUP_ROWS_MAX || group.size() == GROUP_MAX) {
                break;
            }
            group.add(planned.remove());
        }
        apart = Math.max(0, apart - 1);
        return group;
    }

    private Optional<Piece> nextPiece(Due due, FailedPieces passedOver) {
        if (due != plannedFor || planned.isEmpty()) {
            planned.clear();
            plannedFor = due;
            SealState state = readers.readHot(connection -> SealState.read(connection, sealed));
            SealPlan.of(state, settings.sealing(), due, clock.instant().getEpochSecond()).stream()
                    .filter(piece -> !passedOver.holds(piece))
                    .forEach(planned::add);
        }
        return Optional.ofNullable(planned.poll());
    }

    /** Whether there was anything to take. */
    private boolean seal(List<Piece> group) {
        SealSpace.require(group, surroundings, settings);
        List<Sealer.Prepared> prepared = sealer.prepare(group);
        group.stream()
                .filter(piece -> piece.table() == SealedTable.USAGE && piece.hot())
                .map(Piece::partition)
                .distinct()
                // Before the rows go: whoever finds only files then also finds whose usage it is.
                .forEach(cluster -> aftermath.publish(OpenSpans.TABLES, cluster));
        if (!prepared.isEmpty()) {
            commit(prepared);
        }
        prepared.forEach(piece -> done.add(step(piece)));
        return !prepared.isEmpty();
    }

    private static UpkeepStep step(Sealer.Prepared prepared) {
        Piece piece = prepared.piece();
        long rows = 0;
        long bytes = 0;
        for (SealedFile file : prepared.outputs().get(0).files()) {
            rows += file.rows();
            bytes += file.bytes();
        }
        return new UpkeepStep(
                piece.hot() ? UpkeepStep.Kind.SEALED : UpkeepStep.Kind.COMPACTED,
                piece.table().tableName(),
                piece.partition(),
                piece.fromS(),
                piece.toS(),
                rows,
                bytes);
    }

    private Optional<UpkeepStep> retire() {
        Instant clockSays = clock.instant();
        Instant now = readers.readHot(connection -> Retirement.believed(connection, clockSays));
        Optional<Retirement> due =
                readers.readHot(connection -> Retirement.next(connection, settings.retention(), now));
        if (due.isEmpty()) {
            sayIfClockIsAhead(clockSays, now);
            return Optional.empty();
        }
        Retirement month = due.get();
        surroundings.failpoint().accept("before-seal-transaction");
        writer.run(month.job(settings.retention(), now, auditFiles));
        aftermath.changed(month.files());
        surroundings.failpoint().accept("after-seal-transaction");
        aftermath.settle();
        return Optional.of(new UpkeepStep(
                UpkeepStep.Kind.RETIRED,
                month.table().tableName(),
                month.partition(),
                month.fromS(),
                month.toS(),
                month.rows(),
                month.files().stream().mapToLong(SealedFile::bytes).sum()));
    }

    /** Once in a process, and only when it makes a difference. */
    private void sayIfClockIsAhead(Instant clockSays, Instant believed) {
        if (aheadSaid || !clockSays.isAfter(believed)) {
            return;
        }
        if (readers.readHot(connection -> Retirement.next(connection, settings.retention(), clockSays))
                .isPresent()) {
            aheadSaid = true;
            LOG.warn(
                    "event=retention_waits clock={} believed={} reason=\"the clock is far ahead of the newest data; nothing"
                            + " is retired by it, see the machine's time\"",
                    clockSays,
                    believed);
        }
    }

    private void commit(List<Sealer.Prepared> prepared) {
        surroundings.failpoint().accept("before-seal-transaction");
        try {
            writer.run(new SealCommit(prepared, clock, auditFiles));
        } catch (RuntimeException e) {
            removeUnlessRecorded(
                    prepared.stream().flatMap(piece -> piece.files().stream()).toList());
            throw e;
        }
        List<SealedFile> replaced = new ArrayList<>();
        for (Sealer.Prepared each : prepared) {
            Piece piece = each.piece();
            replaced.addAll(piece.replaced());
            if (piece.table().holdsSpans() && piece.hot()) {
                aftermath.spansChanged(piece.table(), piece.partition());
            }
        }
        aftermath.changed(replaced);
        surroundings.failpoint().accept("after-seal-transaction");
    }

    /** A commit that failed may still have reached the disk; only the store can tell. */
    private void removeUnlessRecorded(List<SealedFile> made) {
        List<SealedFile> current = readers.readHot(SealedFiles::list);
        List<Path> unknown = new ArrayList<>();
        for (SealedFile file : made) {
            if (current.stream().noneMatch(known -> known.file().equals(file.file()))) {
                unknown.add(sealed.resolve(file.file()));
            }
        }
        sealer.removeQuietly(unknown);
    }

    /** Looks at what lies beside the sealed files; not while a piece is between the store and the manifest. */
    synchronized List<SealedCheck> checkFolder() {
        return folderChecks.run();
    }
}
