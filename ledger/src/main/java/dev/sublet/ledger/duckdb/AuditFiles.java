package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sealed audit events, kept at hand for {@link AuditCommit}: an event is known for ever. Writer thread only. */
final class AuditFiles {
    /** A damaged file was left out; what was refused because of it can be done again at once. */
    static final class LeftOut extends LedgerException {
        private static final long serialVersionUID = 1L;

        LeftOut(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(AuditFiles.class);

    private final Path sealed;
    private List<SealedFile> files = List.of();
    private List<SealedFile> pending = List.of();
    private List<SealedFile> asked = List.of();
    private final Set<String> damaged = new HashSet<>();

    AuditFiles(Path sealed) {
        this.sealed = sealed;
    }

    /** Learns what is sealed, at the start. */
    void load(Connection connection) throws SQLException {
        prepare(connection);
        committed();
    }

    /** Learns what will be sealed once the running transaction is committed. */
    void prepare(Connection connection) throws SQLException {
        pending = SealedFiles.load(connection).stream()
                .filter(file ->
                        file.table().equals(SealedTable.AUDIT_EVENT.tableName()) && !damaged.contains(file.file()))
                .toList();
    }

    void committed() {
        files = pending;
    }

    /**
     * Leaves out those of the files asked for last that are damaged, until the next start, and says so once. An event that
     * only they hold is then taken for new when it is sent again: stored twice rather than refused. Says whether there are
     * any.
     */
    boolean dropDamaged() {
        boolean dropped = false;
        for (SealedFile file : asked) {
            Optional<String> wrong = SealedChecks.wrong(sealed.resolve(file.file()), file);
            if (wrong.isPresent() && damaged.add(file.file())) {
                LOG.error(
                        "event=sealed_audit_file_damaged file={} holds=\"{}\" reason=\"{}\" effect=\"events that only it"
                                + " holds are stored again when they are sent again, until it is put back and the daemon"
                                + " started again\"",
                        file.file(),
                        SealedChecks.holds(file),
                        wrong.get());
                dropped = true;
            }
        }
        files = files.stream().filter(file -> !damaged.contains(file.file())).toList();
        return dropped;
    }

    /** SELECT of the source's sealed events of files that hold some of this time; empty when there are none. */
    Optional<String> events(String source, long firstUs, long lastUs) {
        List<SealedFile> fitting = files.stream()
                .filter(file -> file.partition().equals(source)
                        && file.fromS() <= Math.floorDiv(lastUs, 1_000_000)
                        && file.toS() > Math.floorDiv(firstUs, 1_000_000))
                .toList();
        asked = fitting;
        return fitting.isEmpty()
                ? Optional.empty()
                : Optional.of(SealedRows.read(sealed, SealedTable.AUDIT_EVENT, fitting));
    }
}
