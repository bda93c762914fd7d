package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * Brings the books and their copies together at the opening. A fresh store, and one that lost commits which the copies hold, takes the books over
 * from the copies; then copies that are damaged or behind are made again from the store. Damaged ones are laid aside. Used before anything
 * else is written; not thread-safe.
 */
final class BooksOpening {
    /** In {@code meta} once the store holds the books; before that the copies know more than it does. */
    private static final String KNOWN = "books_known";

    private static final Pattern FILE = Pattern.compile("(.+)\\.g(\\d{1,18})\\.jsonl\\.gz");

    private final Database database;
    private final Path folder;
    private final DurableFiles files;
    private final Damage damage;

    BooksOpening(Database database, Surroundings surroundings, Damage damage) {
        this.database = database;
        this.folder = Books.folder(database.file().resolveSibling(""));
        this.files = new DurableFiles(surroundings.failpoint());
        this.damage = damage;
    }

    /** For a command that reads: only takes over, lest what it keeps takes the place of copies that know more. */
    void takeOverIfDue() throws SQLException, IOException {
        if (isDue()) {
            mend();
        }
    }

    private boolean isDue() throws SQLException {
        if (!isKnown()) {
            return true;
        }
        try {
            Optional<BookIndex> index = BookIndex.read(folder);
            return index.isPresent() && isBehind(index.get());
        } catch (LedgerException e) {
            return true;
        }
    }

    private boolean isKnown() throws SQLException {
        return Sql.firstLong(database.writing(), "SELECT count(*) FROM meta WHERE key = '" + KNOWN + "'") > 0;
    }

    private boolean isBehind(BookIndex index) throws SQLException {
        return index.commitNumber() > Schema.commitNumber(database.writing());
    }

    /** For a process that meters. */
    void mend() throws SQLException, IOException {
        DuckDBConnection connection = database.writing();
        Optional<BookIndex> index = intact(index());
        boolean known = isKnown();
        if (index.isPresent() && (!known || isBehind(index.get()))) {
            index = Optional.of(takeOver(connection, index.get()));
        }
        if (!known) {
            Sql.execute(connection, "INSERT INTO meta VALUES ('" + KNOWN + "', 'true')");
        }
        try {
            Optional<BookIndex> next = Books.next(connection, folder, files, index);
            if (next.isPresent()) {
                Books.removeOthers(folder, files, next.get());
            }
        } catch (LedgerException e) {
            damage.add(
                    "the books were not copied to " + folder + " (" + e.getMessage() + "); the ledger itself is whole");
        }
    }

    /** When the index cannot be used, the newest files are: they carry a checksum of their own. */
    private Optional<BookIndex> index() throws IOException {
        try {
            Optional<BookIndex> index = BookIndex.read(folder);
            BookIndex newest = index.isPresent() ? BookIndex.none() : newestFiles();
            if (newest.copies().isEmpty()) {
                return index;
            }
            damage.add(folder.resolve(BookIndex.FILE_NAME) + " is gone; the newest copies beside it count");
            return Optional.of(newest);
        } catch (LedgerException e) {
            Path aside = damage.newFolder().resolve(BookIndex.FILE_NAME);
            files.move(folder.resolve(BookIndex.FILE_NAME), aside);
            damage.add(e.getMessage() + "; it was moved to " + aside + " and the newest copies count");
            return Optional.of(newestFiles());
        }
    }

    private BookIndex newestFiles() throws IOException {
        Map<String, BookIndex.Copy> newest = new HashMap<>();
        Map<String, Long> generations = new HashMap<>();
        long highest = 0;
        for (BookTable table : BookTable.ALL) {
            Path tableFolder = folder.resolve(table.name());
            if (!Files.isDirectory(tableFolder)) {
                continue;
            }
            try (Stream<Path> all = Files.list(tableFolder)) {
                for (Path path : all.toList()) {
                    Matcher name = FILE.matcher(path.getFileName().toString());
                    if (!name.matches() || name.group(1).startsWith(".")) {
                        continue;
                    }
                    long generation = Long.parseLong(name.group(2));
                    highest = Math.max(highest, generation);
                    String lot = table.name() + "/" + name.group(1);
                    if (generation > generations.getOrDefault(lot, -1L)) {
                        generations.put(lot, generation);
                        newest.put(
                                lot,
                                new BookIndex.Copy(
                                        table.name(),
                                        name.group(1),
                                        folder.relativize(path).toString(),
                                        0,
                                        "",
                                        ""));
                    }
                }
            }
        }
        return new BookIndex(Schema.VERSION, 0, highest, List.copyOf(newest.values()));
    }

    /** Without the copies that are damaged, which are laid aside. */
    private Optional<BookIndex> intact(Optional<BookIndex> index) throws IOException {
        if (index.isEmpty()) {
            return index;
        }
        BookIndex all = index.get();
        List<BookIndex.Copy> intact = new ArrayList<>();
        for (BookIndex.Copy copy : all.copies()) {
            try {
                BookRows.read(folder, copy);
                intact.add(copy);
            } catch (LedgerException e) {
                damage.add(e.getMessage() + "; " + layAside(copy) + copy.rows() + " rows of " + copy.table()
                        + ", which only count if the store has them");
            }
        }
        return Optional.of(new BookIndex(all.schemaVersion(), all.commitNumber(), all.generation(), intact));
    }

    private String layAside(BookIndex.Copy copy) throws IOException {
        Path file = folder.resolve(copy.file());
        if (!Files.exists(file)) {
            return "it held ";
        }
        Path aside = damage.newFolder().resolve(file.getFileName());
        files.move(file, aside);
        return "it was moved to " + aside + " and held ";
    }

    /** Returns the index as it is for a store that holds what the copies do. */
    private BookIndex takeOver(DuckDBConnection connection, BookIndex index) throws SQLException, IOException {
        StringJoiner taken = new StringJoiner(", ");
        for (BookTable table : BookTable.ALL) {
            List<BookIndex.Copy> copies = index.copies().stream()
                    .filter(copy -> copy.table().equals(table.name()))
                    .toList();
            try {
                long rows = takeOver(connection, table, copies);
                if (rows > 0) {
                    taken.add(rows + " of " + table.name());
                }
            } catch (SQLException | LedgerException e) {
                Sql.execute(connection, "ROLLBACK");
                for (BookIndex.Copy copy : copies) {
                    damage.add("the rows of " + table.name() + " in " + copy.file() + " were not taken over: "
                            + Sql.message(e) + "; " + layAside(copy) + copy.rows() + " rows");
                }
            }
        }
        if (taken.length() > 0) {
            damage.add("the books were taken over from their copies in " + folder
                    + (index.commitNumber() > 0 ? ", as of commit " + index.commitNumber() : "") + ": rows " + taken);
        }
        long commitNumber = Math.min(index.commitNumber(), Schema.commitNumber(connection));
        return new BookIndex(index.schemaVersion(), commitNumber, index.generation(), index.copies());
    }

    /** What the copies hold takes the place of what the store holds of the same lots. */
    private long takeOver(DuckDBConnection connection, BookTable table, List<BookIndex.Copy> copies)
            throws SQLException {
        long rows = 0;
        Sql.execute(connection, "BEGIN TRANSACTION");
        for (BookIndex.Copy copy : copies) {
            List<String> lines = BookRows.read(folder, copy);
            Sql.execute(connection, "DELETE FROM " + table.name() + " WHERE " + table.whereKey(copy.key()));
            BookRows.add(connection, table, lines);
            rows += lines.size();
        }
        Sql.execute(connection, "COMMIT");
        return rows;
    }
}
