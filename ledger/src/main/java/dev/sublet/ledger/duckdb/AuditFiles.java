package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The sealed audit events, kept at hand for {@link AuditCommit}: an event is known for ever. Writer thread only. */
final class AuditFiles {
    private final Path sealed;
    private List<SealedFile> files = List.of();
    private List<SealedFile> pending = List.of();

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
                .filter(file -> file.table().equals(SealedTable.AUDIT_EVENT.tableName()))
                .toList();
    }

    void committed() {
        files = pending;
    }

    /** SELECT of the source's sealed events of files that hold some of this time; empty when there are none. */
    Optional<String> events(String source, long firstUs, long lastUs) {
        List<SealedFile> fitting = files.stream()
                .filter(file -> file.partition().equals(source)
                        && file.fromS() <= Math.floorDiv(lastUs, 1_000_000)
                        && file.toS() > Math.floorDiv(firstUs, 1_000_000))
                .toList();
        return fitting.isEmpty()
                ? Optional.empty()
                : Optional.of(SealedRows.read(sealed, SealedTable.AUDIT_EVENT, fitting));
    }
}
