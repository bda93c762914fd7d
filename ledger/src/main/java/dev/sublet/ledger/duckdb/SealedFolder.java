package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.DurableFiles;
import dev.sublet.ledger.seal.Manifest;
import dev.sublet.ledger.seal.PeriodFacts;
import dev.sublet.ledger.seal.ReadBack;
import dev.sublet.ledger.seal.RowDigest;
import dev.sublet.ledger.seal.SealLevel;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedNames;
import dev.sublet.ledger.seal.SealedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * Brings the folder {@code sealed} and the store together at the opening. A store that knows its sealed files removes what a
 * crash left beside them. A fresh store beside sealed files replaced one that was lost: it takes the files over from the
 * manifest, those that are newer from what they say of themselves, and marks the time after them as missing. Used before
 * anything else is written; not thread-safe.
 */
final class SealedFolder {
    /** In {@code meta} once the store knows what lies in the folder; before that nothing in it may be removed. */
    private static final String KNOWN = "sealed_folder_known";

    private final Database database;
    private final Path sealed;
    private final DurableFiles files;
    private final Clock clock;
    private final Damage damage;

    SealedFolder(Database database, Surroundings surroundings, Clock clock, Damage damage) {
        this.database = database;
        this.sealed = database.sealedFolder();
        this.files = new DurableFiles(surroundings.failpoint());
        this.clock = clock;
        this.damage = damage;
    }

    /** {@code lostCommits} says that the store is older than what was acknowledged. */
    void mend(boolean lostCommits) throws SQLException, IOException {
        DuckDBConnection connection = database.writing();
        boolean known = Sql.firstLong(connection, "SELECT count(*) FROM meta WHERE key = '" + KNOWN + "'") > 0;
        if (!known) {
            Sql.execute(connection, "BEGIN TRANSACTION");
            takeOver(connection);
            Sql.execute(connection, "INSERT INTO meta VALUES ('" + KNOWN + "', 'true')");
            Sql.execute(connection, "COMMIT");
        }
        if (!Files.isDirectory(sealed)) {
            return;
        }
        List<SealedFile> recorded = SealedFiles.load(connection);
        List<SealedFile> gone = recorded.stream()
                .filter(file -> !Files.exists(sealed.resolve(file.file())))
                .toList();
        gone.forEach(file -> damage.add("sealed file " + sealed.resolve(file.file()) + " is gone, it held "
                + SealedChecks.holds(file) + "; put it back from a backup, queries of it fail until then"));
        removeUnknown(recorded, known && gone.isEmpty() && !lostCommits);
        rewriteManifest(connection);
    }

    private void takeOver(DuckDBConnection connection) throws SQLException, IOException {
        if (!Files.isDirectory(sealed)) {
            return;
        }
        Manifest manifest = manifest();
        Map<String, SealedFile> current = new LinkedHashMap<>();
        long newest = -1;
        for (SealedFile file : manifest.files()) {
            current.put(file.file(), file);
            newest = Math.max(
                    newest,
                    FileNote.read(connection, sealed, file.file())
                            .map(FileNote::commitNumber)
                            .orElse(-1L));
        }
        adopt(connection, current, newest);
        if (current.isEmpty() && manifest.clusters().isEmpty()) {
            return;
        }
        SealedFiles.add(connection, current.values());
        SealedFiles.addDigests(connection, digests(manifest, current));
        new LostStore(connection, sealed, List.copyOf(current.values())).restore(manifest.clusters());
        damage.add(
                current.size() + " sealed files were taken over by a fresh store; what was not sealed is missing up to"
                        + " each cluster's next tick, see table missing_period");
    }

    private Manifest manifest() {
        try {
            return Manifest.read(sealed).orElse(new Manifest(List.of(), List.of(), List.of()));
        } catch (LedgerException e) {
            damage.add(e.getMessage() + "; the sealed files' own notes are used instead");
            return new Manifest(List.of(), List.of(), List.of());
        }
    }

    /** Files that the manifest does not name: those of whole pieces that are newer than all of it count. */
    private void adopt(DuckDBConnection connection, Map<String, SealedFile> current, long newest) throws IOException {
        Map<String, List<FileNote>> pieces = new TreeMap<>();
        for (String file : parquetFiles()) {
            if (!current.containsKey(file)) {
                FileNote.read(connection, sealed, file)
                        .filter(note -> note.commitNumber() > newest)
                        .ifPresent(note -> pieces.computeIfAbsent(note.piece(), key -> new ArrayList<>())
                                .add(note));
            }
        }
        List<List<FileNote>> inOrder = new ArrayList<>(pieces.values());
        inOrder.sort((one, other) ->
                Long.compare(one.get(0).commitNumber(), other.get(0).commitNumber()));
        for (List<FileNote> piece : inOrder) {
            if (isWhole(piece)) {
                adopt(piece, current);
            }
        }
    }

    private static boolean isWhole(List<FileNote> piece) {
        return piece.get(0).tables().stream().allMatch(table -> {
            List<FileNote> parts = piece.stream()
                    .filter(note -> note.table().tableName().equals(table))
                    .toList();
            return !parts.isEmpty() && parts.size() == parts.get(0).parts();
        });
    }

    private void adopt(List<FileNote> piece, Map<String, SealedFile> current) {
        List<SealedFile> made = new ArrayList<>();
        try {
            for (FileNote note : piece) {
                PeriodFacts read = ReadBack.withoutDays(
                        List.of(sealed.resolve(note.file())),
                        note.table().timeColumn(),
                        note.table().keys());
                made.add(note.record(read, clock.instant().getEpochSecond()));
            }
        } catch (LedgerException e) {
            damage.add("newer sealed files of " + piece.get(0).table().tableName() + " were not taken over: "
                    + e.getMessage());
            return;
        }
        piece.forEach(note -> note.replaces().forEach(current::remove));
        made.forEach(file -> current.put(file.file(), file));
    }

    /** Of days whose files changed since the manifest was written nothing is promised yet; the next compaction does. */
    private static List<RowDigest> digests(Manifest manifest, Map<String, SealedFile> current) {
        Set<String> listed = new HashSet<>();
        manifest.files().forEach(file -> listed.add(file.file()));
        return manifest.digests().stream()
                .filter(digest -> current.values().stream()
                        .noneMatch(file -> !listed.contains(file.file())
                                && file.table().equals(digest.table())
                                && file.partition().equals(digest.partition())
                                && file.fromS() < digest.dayS() + SealLevel.DAY_S
                                && file.toS() > digest.dayS()))
                .toList();
    }

    private List<String> parquetFiles() throws IOException {
        return all().stream()
                .filter(path -> path.toString().endsWith(".parquet") && !isOpenSpans(path))
                .map(path -> sealed.relativize(path).toString())
                .sorted()
                .toList();
    }

    /** All below, but for folders that begin with an underscore: exports, which another process may clear away just now. */
    private List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> top = Files.list(sealed)) {
            for (Path each : top.toList()) {
                if (!each.getFileName().toString().startsWith("_")) {
                    try (Stream<Path> below = Files.walk(each)) {
                        below.forEach(all::add);
                    }
                }
            }
        }
        return all;
    }

    private boolean isOpenSpans(Path path) {
        String folder = sealed.relativize(path).getName(0).toString();
        return Stream.of(SealedTable.values())
                .anyMatch(table -> SealedNames.openFolder(table).equals(folder));
    }

    /** What a crash left: removed when it cannot be of use, else laid aside. */
    private void removeUnknown(List<SealedFile> recorded, boolean useless) throws SQLException, IOException {
        Set<String> known = new HashSet<>();
        recorded.forEach(file -> known.add(file.file()));
        List<Path> parts = all().stream()
                .filter(path -> path.getFileName().toString().matches("\\..*\\.part"))
                .toList();
        for (Path part : parts) {
            files.delete(part);
        }
        List<String> unknown =
                parquetFiles().stream().filter(file -> !known.contains(file)).toList();
        if (useless && !unknown.isEmpty()) {
            // Only the log may say that others took their place; a store that lost it would need them.
            Sql.execute(database.writing(), "CHECKPOINT");
        }
        Optional<Path> aside = useless || unknown.isEmpty() ? Optional.empty() : Optional.of(damage.newFolder());
        for (String file : unknown) {
            if (aside.isEmpty()) {
                files.delete(sealed.resolve(file));
            } else {
                Path target = aside.get().resolve(file);
                files.createDirectories(target.resolveSibling(""));
                files.move(sealed.resolve(file), target);
            }
        }
        aside.ifPresent(
                folder -> damage.add(unknown.size() + " sealed files that the store does not know were moved to "
                        + folder + "; they may hold rows that were lost"));
    }

    private void rewriteManifest(DuckDBConnection connection) throws SQLException, IOException {
        Manifest inStore = SealedFiles.manifest(connection);
        Optional<Manifest> onDisk = Optional.empty();
        try {
            onDisk = Manifest.read(sealed);
        } catch (LedgerException e) {
            damage.add(e.getMessage() + "; it was written again from the store");
        }
        boolean same = onDisk.isPresent()
                && onDisk.get().files().equals(inStore.files())
                && onDisk.get().digests().equals(inStore.digests());
        if (!same && (onDisk.isPresent() || !inStore.files().isEmpty())) {
            inStore.write(sealed, files);
        }
    }
}
