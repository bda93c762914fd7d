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
import java.util.Collection;
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

    private static final Manifest NONE = new Manifest(List.of(), List.of(), List.of());

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
        List<FileNote> notes = Files.isDirectory(sealed) ? notes(SealedFiles.load(connection)) : List.of();
        long commitNumber = Schema.commitNumber(connection);
        boolean older = known && notes.stream().anyMatch(note -> note.commitNumber() > commitNumber);
        if (!known || older) {
            takeOver(connection, known, commitNumber, notes);
        }
        if (!Files.isDirectory(sealed)) {
            return;
        }
        List<SealedFile> recorded = SealedFiles.load(connection);
        List<SealedFile> gone = recorded.stream().filter(this::isGone).toList();
        gone.forEach(file -> damage.add("sealed file " + sealed.resolve(file.file()) + " is gone, it held "
                + SealedChecks.holds(file) + "; put it back from a backup, queries of it fail until then"));
        removeUnknown(recorded, notes, known && !older && gone.isEmpty() && !lostCommits);
        rewriteManifest(connection);
    }

    private boolean isGone(SealedFile file) {
        return !Files.exists(sealed.resolve(file.file()));
    }

    /** What files say of themselves that the store does not know; those that are not ours, or not readable, are named. */
    private List<FileNote> notes(List<SealedFile> recorded) throws IOException {
        Set<String> inStore = names(recorded);
        List<String> unknown =
                parquetFiles().stream().filter(file -> !inStore.contains(file)).toList();
        if (unknown.isEmpty()) {
            return List.of();
        }
        Set<String> listed = names(manifestFiles());
        List<FileNote> notes = new ArrayList<>();
        for (String file : unknown) {
            try {
                Optional<FileNote> note = FileNote.read(sealed, file);
                note.ifPresent(notes::add);
                if (note.isEmpty() && !listed.contains(file)) {
                    damage.add("file " + sealed.resolve(file) + " is not the ledger's; it was left alone, but programs"
                            + " that read the whole folder read it too");
                }
            } catch (LedgerException e) {
                damage.add(e.getMessage() + "; it "
                        + (listed.contains(file)
                                ? "is in the manifest, queries of it fail until it is put back from a backup"
                                : "is not known to the ledger and was "
                                        + (isOurs(file) ? "laid aside" : "left alone")));
            }
        }
        return notes;
    }

    private static boolean isOurs(String file) {
        return SealedNames.isOurs(file.substring(file.lastIndexOf('/') + 1));
    }

    /** A fresh store takes over what another one sealed; an older copy of that store takes over what it does not know yet. */
    private void takeOver(DuckDBConnection connection, boolean known, long commitNumber, List<FileNote> notes)
            throws SQLException {
        Manifest manifest = Files.isDirectory(sealed) ? manifest() : NONE;
        long newestListed = -1;
        for (SealedFile file : manifest.files()) {
            newestListed = Math.max(newestListed, file.generation());
        }
        for (FileNote note : notes) {
            boolean listed =
                    manifest.files().stream().anyMatch(file -> file.file().equals(note.file()));
            newestListed = listed ? Math.max(newestListed, note.commitNumber()) : newestListed;
        }
        boolean byManifest = !known || newestListed > commitNumber;
        Manifest base = byManifest
                ? manifest
                : new Manifest(SealedFiles.load(connection), List.of(), SealedFiles.digests(connection));
        Map<String, SealedFile> current = new LinkedHashMap<>();
        base.files().forEach(file -> current.put(file.file(), file));
        adopt(notes, current, byManifest ? newestListed : commitNumber);
        if (!byManifest) {
            List<SealedFile> all = List.copyOf(current.values());
            current.values().removeIf(file -> isGone(file) && isReplaced(file, all));
        }
        SealedTwice twice = new SealedTwice(connection, sealed);
        LostStore lost = new LostStore(connection, sealed, List.copyOf(current.values()), damage);
        List<SealedFile> recorded = SealedFiles.load(connection);
        if (known && (current.keySet().equals(names(recorded)) || !canFind(twice, current, recorded))) {
            raiseCommitNumber(connection, commitNumber, newest(notes));
            return;
        }
        lost.prepare(base.clusters());
        Sql.execute(connection, "BEGIN TRANSACTION");
        twice.delete();
        SealedFiles.remove(connection, recorded);
        Sql.execute(connection, "DELETE FROM row_digest");
        SealedFiles.add(connection, current.values());
        SealedFiles.addDigests(connection, digests(base, current));
        lost.restore();
        if (!known) {
            Sql.execute(connection, "INSERT INTO meta VALUES ('" + KNOWN + "', 'true')");
        }
        raiseCommitNumber(connection, commitNumber, Math.max(newestListed, newest(notes)));
        Sql.execute(connection, "COMMIT");
        twice.clear();
        lost.clear();
        if (!current.isEmpty()) {
            damage.add(current.size() + " sealed files were taken over by "
                    + (known ? "an older store" : "a fresh store") + "; what was not sealed is missing up to"
                    + " each cluster's next tick, see table missing_period");
        }
    }

    private static long newest(List<FileNote> notes) {
        return notes.stream().mapToLong(FileNote::commitNumber).max().orElse(-1);
    }

    /** Later files must be newer than all that lie there, in their names too. */
    private static void raiseCommitNumber(DuckDBConnection connection, long commitNumber, long newest)
            throws SQLException {
        if (newest >= commitNumber) {
            Sql.execute(connection, "UPDATE last_commit SET commit_number = " + (newest + 1));
        }
    }

    private static Set<String> names(List<SealedFile> files) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(file.file()));
        return names;
    }

    /** Rows must not count twice: without knowing them nothing newer is taken over. */
    private boolean canFind(SealedTwice twice, Map<String, SealedFile> current, List<SealedFile> recorded)
            throws SQLException {
        Set<String> known = names(recorded);
        try {
            twice.find(current.values().stream()
                    .filter(file -> !known.contains(file.file()) && !isGone(file))
                    .toList());
            return true;
        } catch (SQLException e) {
            if (Sql.isFatal(e)) {
                throw e;
            }
            twice.clear();
            damage.add("newer sealed files were not taken over: " + Sql.message(e));
            return false;
        }
    }

    /** A file of an older store that is gone because newer ones hold its rows. */
    private static boolean isReplaced(SealedFile gone, Collection<SealedFile> current) {
        return current.stream()
                .anyMatch(file -> file.table().equals(gone.table())
                        && file.partition().equals(gone.partition())
                        && file.generation() > gone.generation()
                        && file.fromS() <= gone.fromS()
                        && file.toS() >= gone.toS());
    }

    private List<SealedFile> manifestFiles() {
        try {
            return Manifest.read(sealed).orElse(NONE).files();
        } catch (LedgerException e) {
            // Whoever uses the manifest says so.
            return List.of();
        }
    }

    private Manifest manifest() {
        try {
            return Manifest.read(sealed).orElse(NONE);
        } catch (LedgerException e) {
            damage.add(e.getMessage() + "; the sealed files' own notes are used instead");
            return NONE;
        }
    }

    /** Files that the manifest does not name: those of whole pieces that are newer than all of it count. */
    private void adopt(List<FileNote> notes, Map<String, SealedFile> current, long newest) {
        Map<String, List<FileNote>> pieces = new TreeMap<>();
        for (FileNote note : notes) {
            if (!current.containsKey(note.file()) && note.commitNumber() > newest) {
                pieces.computeIfAbsent(note.piece(), key -> new ArrayList<>()).add(note);
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

    /** What a crash left: removed when it cannot be of use, else laid aside. What is not ours stays. */
    private void removeUnknown(List<SealedFile> recorded, List<FileNote> notes, boolean useless)
            throws SQLException, IOException {
        Set<String> known = names(recorded);
        Set<String> noted = new HashSet<>();
        notes.forEach(note -> noted.add(note.file()));
        List<Path> parts = all().stream()
                .filter(path -> path.getFileName().toString().matches("\\..*\\.part"))
                .toList();
        for (Path part : parts) {
            files.delete(part);
        }
        List<String> aside = new ArrayList<>();
        List<String> old = new ArrayList<>();
        for (String file : parquetFiles()) {
            if (!known.contains(file) && noted.contains(file)) {
                (useless ? old : aside).add(file);
            } else if (!known.contains(file) && isOurs(file) && !isReadable(file)) {
                aside.add(file);
            }
        }
        if (!old.isEmpty()) {
            // Only the log may say that others took their place; a store that lost it would need them.
            Sql.execute(database.writing(), "CHECKPOINT");
        }
        for (String file : old) {
            files.delete(sealed.resolve(file));
        }
        if (!aside.isEmpty()) {
            Path folder = damage.newFolder();
            for (String file : aside) {
                Path target = folder.resolve(file);
                files.createDirectories(target.resolveSibling(""));
                files.move(sealed.resolve(file), target);
            }
            damage.add(aside.size() + " sealed files that the store does not know were moved to " + folder
                    + "; they may hold rows that were lost");
        }
    }

    private boolean isReadable(String file) {
        try {
            FileNote.read(sealed, file);
            return true;
        } catch (LedgerException e) {
            // It was named when the notes were read.
            return false;
        }
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
