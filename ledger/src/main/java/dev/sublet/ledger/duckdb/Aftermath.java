package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.UnfinishedException;
import dev.sublet.ledger.seal.DurableFiles;
import dev.sublet.ledger.seal.Manifest;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do outside the store once files count or no longer do: open spans are published, the manifest is written,
 * replaced files go, in this order. What fails stays due for the next time. Not thread-safe.
 */
final class Aftermath {
    private record Superseded(long mark, List<Path> files) {}

    private record Spans(SealedTable table, String cluster) {}

    private final Path sealed;
    private final Readers readers;
    private final Writer writer;
    private final Sealer sealer;
    private final OpenSpans openSpans;
    private final DurableFiles files;
    private final Surroundings surroundings;

    private final Deque<Superseded> superseded = new ArrayDeque<>();
    private final Set<Spans> unpublished = new LinkedHashSet<>();
    private boolean manifestDue;
    private @Nullable LedgerException unpublishedWhy;

    Aftermath(
            Database database,
            Readers readers,
            Writer writer,
            Sealer sealer,
            DurableFiles files,
            Surroundings surroundings) {
        this.sealed = database.sealedFolder();
        this.readers = readers;
        this.writer = writer;
        this.sealer = sealer;
        this.openSpans = new OpenSpans(database, files);
        this.files = files;
        this.surroundings = surroundings;
    }

    /** Files that no longer count since the last commit, and others that may count instead. */
    void changed(Collection<SealedFile> replaced) {
        List<Path> paths = new ArrayList<>();
        replaced.forEach(file -> paths.add(sealed.resolve(file.file())));
        superseded.add(new Superseded(readers.mark(), paths));
        manifestDue = true;
    }

    /** Spans of a cluster that are no longer what was published. */
    void spansChanged(SealedTable table, String cluster) {
        unpublished.add(new Spans(table, cluster));
    }

    /**
     * Does what is due. Spans that cannot be published hinder nothing else, see {@link #unpublished}.
     *
     * @throws LedgerException when the manifest cannot be written; no file that it names is removed then
     */
    void settle() {
        unpublishedWhy = null;
        for (Spans spans : List.copyOf(unpublished)) {
            try {
                publish(List.of(spans.table), spans.cluster);
                unpublished.remove(spans);
            } catch (LedgerException e) {
                unpublishedWhy = e;
            }
        }
        if (manifestDue) {
            writeManifest();
            manifestDue = false;
        }
        unlink();
    }

    /** Why spans wait to be published, if any do. */
    Optional<UnfinishedException> unpublished() {
        return Optional.ofNullable(unpublishedWhy).map(why -> new UnfinishedException(Sql.message(why), why));
    }

    void publish(List<SealedTable> tables, String cluster) {
        try {
            openSpans.publish(tables, cluster);
        } catch (SQLException | IOException | RuntimeException e) {
            throw new LedgerException(
                    "cannot publish the open spans of cluster " + cluster + ": " + Sql.message(e)
                            + "; nothing is lost, upkeep goes on with the next try",
                    e);
        }
    }

    /** Repeats outside the store what it says of sealed files. */
    private void writeManifest() {
        Manifest manifest = readers.readHot(SealedFiles::manifest);
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
