package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.seal.DurableFiles;
import dev.sublet.ledger.seal.FileFacts;
import dev.sublet.ledger.seal.HourTotals;
import dev.sublet.ledger.seal.PeriodFacts;
import dev.sublet.ledger.seal.Piece;
import dev.sublet.ledger.seal.ReadBack;
import dev.sublet.ledger.seal.SealLevel;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import dev.sublet.ledger.seal.SourceFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes pieces as Parquet beside readers and commits, proves them, and puts them in place; the transaction that makes them
 * count is {@link SealCommit}. Until then nothing has changed for anybody, and whatever fails leaves at most files that
 * nobody knows, which are removed here or at the next opening. One thread at a time.
 */
final class Sealer {
    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

    /** New files of one table, proven and in place, and what reading them found. */
    record Output(SealedTable table, List<SealedFile> files, PeriodFacts read) {}

    /** A piece that is in place and not yet known to the ledger. */
    record Prepared(Piece piece, HotRows hot, SourceFacts hotFacts, List<Output> outputs) {
        List<SealedFile> files() {
            return outputs.stream().flatMap(output -> output.files.stream()).toList();
        }
    }

    private final Database database;
    private final Path sealed;
    private final LedgerSettings settings;
    private final Clock clock;
    private final DurableFiles files;

    Sealer(Database database, Path sealed, LedgerSettings settings, Clock clock, DurableFiles files) {
        this.database = database;
        this.sealed = sealed;
        this.settings = settings;
        this.clock = clock;
        this.files = files;
    }

    /** Files of a piece that lie aside, and what they were made of. */
    private record Drafted(
            Piece piece, long generation, HotRows hot, SourceFacts hotFacts, List<List<PartWriter.Draft>> parts) {
        List<Path> aside() {
            return parts.stream()
                    .flatMap(part -> part.stream().map(PartWriter.Draft::aside))
                    .toList();
        }
    }

    /**
     * Writes and proves the files of pieces that have no rows and no files in common, out of one snapshot. A piece
     * that finds no hot rows to take is left out.
     *
     * @throws LedgerException when it cannot be done; nothing has changed then
     */
    List<Prepared> prepare(List<Piece> pieces) {
        List<Path> left = new ArrayList<>();
        Piece piece = pieces.get(0);
        boolean done = false;
        try (Database.Reader reader = database.openReader()) {
            Connection connection = reader.connection();
            Sql.execute(connection, "BEGIN TRANSACTION READ ONLY");
            long commitNumber = Schema.commitNumber(connection);
            List<SealedFile> current = SealedFiles.list(connection);
            List<Drafted> drafts = new ArrayList<>();
            for (Piece next : pieces) {
                piece = next;
                refuseDamaged(piece);
                HotRows hot = HotRows.of(connection, sealed, piece, current, commitNumber);
                Drafted draft = draft(connection, piece, hot, left);
                if (hot.taken() && draft.hotFacts.rows() == 0) {
                    removeQuietly(draft.aside());
                } else {
                    drafts.add(draft);
                }
            }
            Sql.execute(connection, "ROLLBACK");
            reader.clean();
            List<Prepared> prepared = new ArrayList<>();
            for (Drafted draft : drafts) {
                piece = draft.piece;
                prepared.add(inPlace(draft, left));
            }
            done = true;
            return prepared;
        } catch (SQLException | IOException e) {
            String beyond = Sql.isConversion(e)
                    ? "; a row holds more than the sealed form can, such as 35 TB of traffic; it stays in the hot store"
                    : "";
            throw new LedgerException(
                    "cannot seal " + piece.what() + ": " + Sql.message(e) + "; nothing was changed" + beyond, e);
        } finally {
            if (!done) {
                removeQuietly(left);
            }
        }
    }

    private Drafted draft(Connection connection, Piece piece, HotRows hot, List<Path> left)
            throws SQLException, IOException {
        long generation = hot.commitNumber();
        PartWriter writer = new PartWriter(
                connection, sealed, files, settings.sealing().rowsPerPart(), piece, hot, generation, left);
        List<List<PartWriter.Draft>> parts = new ArrayList<>();
        for (Piece.Part part : piece.parts()) {
            parts.add(writer.write(part));
        }
        // Without older files what was written is the hot rows; of spans more is asked, for they are written again.
        boolean written =
                !piece.table().holdsSpans() && piece.parts().get(0).replaces().isEmpty();
        SourceFacts hotFacts = piece.hot() && written ? written(parts.get(0)).withoutRowSum() : hot.facts(connection);
        return new Drafted(piece, generation, hot, hotFacts, parts);
    }

    private static SourceFacts written(List<PartWriter.Draft> drafts) {
        SourceFacts facts = SourceFacts.none();
        for (PartWriter.Draft draft : drafts) {
            facts = facts.plus(draft.facts());
        }
        return facts;
    }

    private Prepared inPlace(Drafted draft, List<Path> left) throws IOException {
        Piece piece = draft.piece;
        List<Output> outputs = new ArrayList<>();
        for (int part = 0; part < draft.parts.size(); part++) {
            outputs.add(proven(piece, piece.parts().get(part).table(), draft.generation, draft.parts.get(part)));
        }
        refuseOtherHours(piece, outputs);
        for (List<PartWriter.Draft> part : draft.parts) {
            for (PartWriter.Draft file : part) {
                left.add(file.file());
                files.move(file.aside(), file.file());
            }
        }
        return new Prepared(piece, draft.hot, draft.hotFacts, outputs);
    }

    private Output proven(Piece piece, SealedTable table, long generation, List<PartWriter.Draft> drafts)
            throws IOException {
        SourceFacts facts = written(drafts);
        List<Path> paths = new ArrayList<>();
        for (PartWriter.Draft draft : drafts) {
            files.sync(draft.aside());
            paths.add(draft.aside());
        }
        // The digests of days are recorded from days on.
        PeriodFacts read = piece.level() == SealLevel.HOUR
                ? ReadBack.withoutDays(paths, table.timeColumn(), table.keys())
                : ReadBack.of(paths, table.timeColumn(), table.keys());
        List<String> differences = facts.differences(read);
        if (!differences.isEmpty()) {
            throw new LedgerException("what was written for " + table.tableName() + " of " + piece.what()
                    + " reads back differently: " + String.join(", ", differences) + "; nothing was changed");
        }
        List<SealedFile> made = new ArrayList<>();
        for (int part = 0; part < drafts.size(); part++) {
            FileFacts file = read.files().get(part);
            made.add(new SealedFile(
                    sealed.relativize(drafts.get(part).file()).toString(),
                    table.tableName(),
                    table.layout(),
                    piece.partition(),
                    piece.level().label(),
                    piece.fromS(),
                    piece.toS(),
                    generation,
                    part,
                    file.rows(),
                    file.bytes(),
                    file.sha256(),
                    drafts.get(part).facts().sums(),
                    clock.instant().getEpochSecond()));
        }
        return new Output(table, made, read);
    }

    /** Hours are summed up once; the rows beside them say whether that was right. */
    private static void refuseOtherHours(Piece piece, List<Output> outputs) {
        if (piece.table() != SealedTable.USAGE || !piece.replaced().isEmpty()) {
            // Files may be of rows that were retired, or of hours alone.
            return;
        }
        List<String> differences =
                HourTotals.differences(outputs.get(0).read(), outputs.get(1).read());
        if (!differences.isEmpty()) {
            throw new LedgerException("the hours written for " + piece.what() + " differ from their rows: "
                    + String.join(", ", differences) + "; nothing was changed");
        }
    }

    /** What is put together must be what was sealed: rot must not be sealed again under a new digest. */
    private void refuseDamaged(Piece piece) throws IOException {
        for (SealedFile file : piece.replaced()) {
            Path path = sealed.resolve(file.file());
            if (!Files.exists(path) || !ReadBack.sha256(path).equals(file.sha256())) {
                throw new LedgerException("sealed file " + path + " is missing or damaged, so " + piece.what()
                        + " was left as it is; run `sublet verify`, and put the file back from a backup");
            }
        }
    }

    /** Removes files that the ledger does not know. */
    void removeQuietly(List<Path> paths) {
        for (Path path : paths) {
            try {
                if (Files.exists(path)) {
                    files.delete(path);
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("cannot remove {} ({}); it goes at the next start", path, Sql.message(e));
            }
        }
    }
}
