package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.BooksCheck;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.DurableFiles;
import dev.sublet.ledger.seal.SealedNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the {@link BookTable tables of the books} outside the store, in {@code books/}, so that they outlive it. A publication writes the
 * lots of rows that changed as new files, then the index, which makes all of them count at once, and then removes what the index before named.
 * Thread-safe.
 */
final class Books {
    private static final Logger LOG = LoggerFactory.getLogger(Books.class);
    static final String FOLDER_NAME = "books";

    private final Path folder;
    private final DurableFiles files;
    private final Readers readers;
    private Optional<BookIndex> index;
    private boolean behind;

    Books(Path folder, DurableFiles files, Readers readers) {
        this.folder = folder;
        this.files = files;
        this.readers = readers;
        this.index = readable(folder);
    }

    private static Optional<BookIndex> readable(Path folder) {
        try {
            return BookIndex.read(folder);
        } catch (LedgerException e) {
            LOG.warn("{}; it is written again from the store", e.getMessage());
            return Optional.empty();
        }
    }

    /** Where the books of a ledger's folder are copied to. */
    static Path folder(Path ledgerFolder) {
        return ledgerFolder.resolve(FOLDER_NAME);
    }

    /**
     * Copies what changed. The commit that changed it is durable already, so a failure is only logged; the next publication makes up for
     * it.
     */
    synchronized void publish() {
        try {
            Optional<BookIndex> next = readers.read(connection -> next(connection, folder, files, index));
            if (next.isPresent()) {
                index = next;
                removeOthers(folder, files, next.get());
            }
            behind = false;
        } catch (RuntimeException | IOException e) {
            behind = true;
            LOG.warn(
                    "the books were not copied to {} ({}); the ledger itself is whole, free space or mend permissions",
                    folder,
                    Sql.message(e));
        }
    }

    /** Tries again what failed last. */
    synchronized void publishIfBehind() {
        if (behind) {
            publish();
        }
    }

    /** Writes the files and the index that the store calls for; empty when the index is up to date. */
    static Optional<BookIndex> next(Connection connection, Path folder, DurableFiles files, Optional<BookIndex> before)
            throws SQLException {
        BookIndex old = before.orElse(BookIndex.none());
        long commitNumber = Schema.commitNumber(connection);
        if (old.commitNumber() > commitNumber) {
            throw new LedgerException("the copies are of commit " + old.commitNumber() + ", the store is of "
                    + commitNumber + "; start `sublet run`, which takes them over");
        }
        List<BookIndex.Copy> inStore = BookRows.inStore(connection);
        List<BookIndex.Copy> copies = new ArrayList<>();
        long generation = old.generation() + 1;
        try {
            for (BookIndex.Copy lot : inStore) {
                Optional<BookIndex.Copy> known = old.copies().stream()
                        .filter(copy -> copy.isOf(lot.table(), lot.key())
                                && copy.rows() == lot.rows()
                                && copy.fingerprint().equals(lot.fingerprint()))
                        .findFirst();
                copies.add(known.isPresent() ? known.get() : write(connection, folder, files, lot, generation));
            }
            if (copies.equals(old.copies()) && (before.isPresent() || copies.isEmpty())) {
                return Optional.empty();
            }
            BookIndex next = new BookIndex(Schema.VERSION, commitNumber, generation, copies);
            files.createDirectories(folder);
            next.write(folder, files);
            return Optional.of(next);
        } catch (IOException e) {
            throw new LedgerException(String.valueOf(e), e);
        }
    }

    private static BookIndex.Copy write(
            Connection connection, Path folder, DurableFiles files, BookIndex.Copy lot, long generation)
            throws SQLException, IOException {
        String name = lot.key().replaceAll("[^A-Za-z0-9-]", "_") + ".g" + generation + ".jsonl.gz";
        Path target = folder.resolve(lot.table()).resolve(name);
        files.createDirectories(folder.resolve(lot.table()));
        Path aside = target.resolveSibling(SealedNames.aside(name));
        BookRows.Written written = BookRows.write(connection, table(lot.table()), lot.key(), aside);
        files.move(aside, target);
        return new BookIndex.Copy(
                lot.table(),
                lot.key(),
                folder.relativize(target).toString(),
                written.rows(),
                lot.fingerprint(),
                written.sha256());
    }

    static BookTable table(String name) {
        return BookTable.ALL.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LedgerException(
                        "the books hold table " + name + ", which this program does not know; use a newer sublet"));
    }

    /** What the index does not name: an earlier one did, or a crash left it. */
    static void removeOthers(Path folder, DurableFiles files, BookIndex index) throws IOException {
        Set<Path> named = new HashSet<>(Set.of(folder.resolve(BookIndex.FILE_NAME)));
        index.copies().forEach(copy -> named.add(folder.resolve(copy.file())));
        List<Path> others;
        try (Stream<Path> all = Files.walk(folder)) {
            others = all.filter(path -> Files.isRegularFile(path) && !named.contains(path))
                    .toList();
        }
        for (Path other : others) {
            files.delete(other);
        }
    }

    /**
     * Reads every copy again and compares it with the store; one line for each that differs, naming it. A publication that failed before is
     * made up for first.
     */
    synchronized BooksCheck check() {
        List<String> wrong = wrong();
        if (!wrong.isEmpty()) {
            publish();
            wrong = wrong();
        }
        BookIndex current = index.orElse(BookIndex.none());
        return new BooksCheck(current.copies().size(), current.rows(), wrong);
    }

    private List<String> wrong() {
        return readers.read(connection -> {
            List<String> wrong = new ArrayList<>();
            BookIndex current = index.orElse(BookIndex.none());
            for (BookIndex.Copy copy : current.copies()) {
                try {
                    BookRows.read(folder, copy);
                } catch (LedgerException e) {
                    wrong.add(e.getMessage() + "; start `sublet run`, which makes it again from the store");
                }
                if (!digest(connection, copy).equals(copy.sha256())) {
                    wrong.add(folder.resolve(copy.file()) + " does not hold what the store holds");
                }
            }
            for (BookIndex.Copy lot : BookRows.inStore(connection)) {
                if (current.copies().stream().noneMatch(copy -> copy.isOf(lot.table(), lot.key()))) {
                    wrong.add(
                            lot.rows() + " rows of " + lot.table() + " (" + lot.key() + ") have no copy in " + folder);
                }
            }
            return wrong;
        });
    }

    private static String digest(Connection connection, BookIndex.Copy copy) throws SQLException {
        try (OutputStream nowhere = OutputStream.nullOutputStream()) {
            return BookRows.write(connection, table(copy.table()), copy.key(), nowhere)
                    .sha256();
        } catch (IOException e) {
            throw new LedgerException("nowhere cannot be written to", e);
        }
    }
}
