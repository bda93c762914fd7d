package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.seal.DurableFiles;
import dev.sublet.ledger.seal.Manifest;
import dev.sublet.ledger.seal.Piece;
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

/** Does upkeep piece by piece: plans, seals, writes the manifest, removes files that nobody reads any more. Thread-safe. */
final class Keeper {
    /** How often a piece is written again because rows came meanwhile. */
    private static final int TRIES = 3;

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
    private final Deque<Piece> planned = new ArrayDeque<>();
    private @Nullable Due plannedFor;
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
        this.openSpans = new OpenSpans(database, files);
        this.sealer = new Sealer(database, sealed, settings, clock, files);
    }

    synchronized Optional<UpkeepStep> next(Due due) {
        unlink();
        for (int attempt = 1; ; attempt++) {
            Optional<Piece> piece = nextPiece(due);
            try {
                return piece.isPresent() ? Optional.of(seal(piece.get())) : retire();
            } catch (SealCommit.Outdated e) {
                planned.clear();
                if (attempt == TRIES) {
                    throw e;
                }
            } catch (RuntimeException e) {
                planned.clear();
                throw e;
            }
        }
    }

    private Optional<Piece> nextPiece(Due due) {
        if (due != plannedFor || planned.isEmpty()) {
            planned.clear();
            plannedFor = due;
            SealState state = readers.read(SealState::read);
            planned.addAll(
                    SealPlan.of(state, settings.sealing(), due, clock.instant().getEpochSecond()));
        }
        return Optional.ofNullable(planned.poll());
    }

    private UpkeepStep seal(Piece piece) {
        Sealer.Prepared prepared = sealer.prepare(piece);
        if (piece.table() == SealedTable.USAGE && piece.hot()) {
            // Before the rows go: whoever finds only files then also finds whose usage it is.
            publishSpans(OpenSpans.TABLES, piece.partition());
        }
        commit(prepared);
        if (piece.table().holdsSpans() && piece.hot()) {
            publishSpans(List.of(piece.table()), piece.partition());
        }
        supersede(piece.replaced());
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
        Instant now = clock.instant();
        Optional<Retirement> due = readers.read(connection -> Retirement.next(connection, settings.retention(), now));
        if (due.isEmpty()) {
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

    private void commit(Sealer.Prepared prepared) {
        surroundings.failpoint().accept("before-seal-transaction");
        try {
            writer.run(new SealCommit(prepared, clock, auditFiles));
        } catch (RuntimeException e) {
            removeUnlessRecorded(prepared.files());
            throw e;
        }
        surroundings.failpoint().accept("after-seal-transaction");
    }

    /** A commit that failed may still have reached the disk; only the store can tell. */
    private void removeUnlessRecorded(List<SealedFile> made) {
        List<SealedFile> current = readers.read(SealedFiles::load);
        List<Path> unknown = new ArrayList<>();
        for (SealedFile file : made) {
            if (current.stream().noneMatch(known -> known.file().equals(file.file()))) {
                unknown.add(sealed.resolve(file.file()));
            }
        }
        sealer.removeQuietly(unknown);
    }

    /** Repeats outside the store what it says of sealed files. */
    void writeManifest() {
        Manifest manifest = readers.read(SealedFiles::manifest);
        try {
            manifest.write(sealed, files);
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
