package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.seal.DurableFiles;
import dev.sublet.ledger.seal.Manifest;
import dev.sublet.ledger.seal.Piece;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import dev.sublet.ledger.seal.UpkeepStep;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does upkeep piece by piece: plans, seals, writes the manifest, removes files that nobody reads any more. Small pieces go
 * together, for each costs a snapshot, a commit and a manifest, whatever it holds. Thread-safe.
 */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    /** How often a piece is written again because rows came meanwhile. */
    private static final int TRIES = 3;

    /** Bounds how long the writer is busy with one commit. */
    private static final int GROUP_MAX = 16;

    /** Rows of all that go with the first of a group, which may have any number. */
    private static final long GROUP_ROWS_MAX = 50_000;

    private record Superseded(long mark, List<Path> files) {}

    private final Readers readers;
    private final Writer writer;
    private final AuditFiles auditFiles;
    private final Path sealed;
    private final LedgerSettings settings;
    private final Clock clock;
    private final Surroundings surroundings;
    private final DurableFiles files;
    private final Sealer sealer;
    private final OpenSpans openSpans;
    private final FolderChecks folderChecks;
    private final Deque<Piece> planned = new ArrayDeque<>();
    private @Nullable Due plannedFor;
    /** Of the group that was done last, for who asks next. */
    private final Deque<UpkeepStep> done = new ArrayDeque<>();
    /** So many pieces are done each by itself, because their group failed. */
    private int apart;

    private boolean manifestDue;
    private boolean aheadSaid;
    private final Deque<Superseded> superseded = new ArrayDeque<>();

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
        this.files = new DurableFiles(surroundings.failpoint());
        this.folderChecks = new FolderChecks(database);
        this.openSpans = new OpenSpans(database, files);
        this.sealer = new Sealer(database, sealed, settings, clock, files);
    }

    synchronized Optional<UpkeepStep> next(Due due) {
        if (!done.isEmpty()) {
            return Optional.of(done.poll());
        }
        if (manifestDue) {
            writeManifest();
        }
        unlink();
        for (int attempt = 1; ; ) {
            List<Piece> group = nextGroup(due);
            List<Sealer.Prepared> sealed;
            try {
                if (group.isEmpty()) {
                    return retire();
                }
                sealed = seal(group);
            } catch (RuntimeException e) {
                planned.clear();
                if (group.size() > 1) {
                    LOG.info("{} pieces of upkeep are done each by itself: {}", group.size(), Sql.message(e));
                    apart = group.size();
                    continue;
                }
                if (!(e instanceof SealCommit.Outdated) || attempt == TRIES) {
                    throw e;
                }
                attempt++;
                continue;
            }
            if (sealed.isEmpty() && planned.isEmpty()) {
                // The plan is done and found nothing: another one would say the same.
                return retire();
            }
            if (!sealed.isEmpty()) {
                tidy(sealed);
                return Optional.ofNullable(done.poll());
            }
        }
    }

    private List<Piece> nextGroup(Due due) {
        List<Piece> group = new ArrayList<>();
        nextPiece(due).ifPresent(group::add);
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

    private Optional<Piece> nextPiece(Due due) {
        if (due != plannedFor || planned.isEmpty()) {
            planned.clear();
            plannedFor = due;
            SealState state = readers.readHot(connection -> SealState.read(connection, sealed));
            planned.addAll(
                    SealPlan.of(state, settings.sealing(), due, clock.instant().getEpochSecond()));
        }
        return Optional.ofNullable(planned.poll());
    }

    private List<Sealer.Prepared> seal(List<Piece> group) {
        List<Sealer.Prepared> prepared = sealer.prepare(group);
        group.stream()
                .filter(piece -> piece.table() == SealedTable.USAGE && piece.hot())
                .map(Piece::partition)
                .distinct()
                // Before the rows go: whoever finds only files then also finds whose usage it is.
                .forEach(cluster -> publishSpans(OpenSpans.TABLES, cluster));
        if (!prepared.isEmpty()) {
            commit(prepared);
        }
        return prepared;
    }

    /** What is left to do for pieces that count. */
    private void tidy(List<Sealer.Prepared> sealed) {
        sealed.forEach(prepared -> done.add(step(prepared)));
        List<SealedFile> replaced = new ArrayList<>();
        for (Sealer.Prepared prepared : sealed) {
            Piece piece = prepared.piece();
            if (piece.table().holdsSpans() && piece.hot()) {
                publishSpans(List.of(piece.table()), piece.partition());
            }
            replaced.addAll(piece.replaced());
        }
        supersede(replaced);
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
        surroundings.failpoint().accept("after-seal-transaction");
        supersede(month.files());
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

    /** Files that no longer count: the manifest says so first, then they go. */
    private void supersede(List<SealedFile> old) {
        List<Path> paths = new ArrayList<>();
        old.forEach(file -> paths.add(sealed.resolve(file.file())));
        superseded.add(new Superseded(readers.mark(), paths));
        writeManifest();
        unlink();
    }

    private void publishSpans(List<SealedTable> tables, String cluster) {
        try {
            openSpans.publish(tables, cluster);
        } catch (SQLException | IOException e) {
            throw new LedgerException(
                    "cannot publish the open spans of cluster " + cluster + ": " + Sql.message(e)
                            + "; nothing is lost, upkeep goes on with the next try",
                    e);
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
        surroundings.failpoint().accept("after-seal-transaction");
    }

    /** A commit that failed may still have reached the disk; only the store can tell. */
    private void removeUnlessRecorded(List<SealedFile> made) {
        List<SealedFile> current = readers.readHot(SealedFiles::load);
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

    /** Repeats outside the store what it says of sealed files. */
    void writeManifest() {
        // What the manifest names must stay on disk until another one is in place.
        manifestDue = true;
        Manifest manifest = readers.readHot(SealedFiles::manifest);
        try {
            manifest.write(sealed, files);
            manifestDue = false;
        } catch (IOException e) {
            throw new LedgerException(
                    "cannot write " + sealed.resolve(Manifest.FILE_NAME) + " (" + e + "); the ledger itself is whole,"
                            + " free space or mend permissions",
                    e);
        }
    }

    /**
     * Removes superseded files whose readers are gone; the others wait for the next piece. The log is folded before: a
     * store that lost its log knows the older files only, and must find them.
     */
    private void unlink() {
        boolean folded = false;
        while (!superseded.isEmpty() && readers.allBeganAfter(superseded.getFirst().mark)) {
            if (!superseded.getFirst().files.isEmpty() && !folded) {
                folded = writer.fold();
                if (!folded) {
                    return;
                }
            }
            surroundings.failpoint().accept("before-unlink");
            sealer.removeQuietly(superseded.removeFirst().files);
            surroundings.failpoint().accept("after-unlink");
        }
    }
}
