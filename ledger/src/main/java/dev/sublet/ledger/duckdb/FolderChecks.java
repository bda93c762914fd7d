package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.ClusterSpan;
import dev.sublet.ledger.seal.Manifest;
import dev.sublet.ledger.seal.ReadBack;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedNames;
import dev.sublet.ledger.seal.SealedTable;
import dev.sublet.ledger.seal.SourceFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what lies beside the sealed files is what the store says: the manifest, and the spans that have not ended. A store
 * that is lost is made anew from them. Stateless but for its connections; a query that fails must not end others, so there
 * is no transaction.
 */
final class FolderChecks {
    private static final String AGAIN = "; the next sealing writes it again";

    private final Database database;
    private final Path sealed;

    FolderChecks(Database database) {
        this.database = database;
        this.sealed = database.sealedFolder();
    }

    List<SealedCheck> run() {
        try (Database.Reader reader = database.openReader()) {
            Connection connection = reader.connection();
            Manifest inStore = SealedFiles.manifest(connection);
            if (inStore.files().isEmpty()) {
                return List.of();
            }
            List<SealedCheck> checks = new ArrayList<>();
            checks.add(check(Manifest.FILE_NAME, manifestWrong(inStore)));
            for (ClusterSpan cluster : inStore.clusters()) {
                if (holdsUsage(inStore, cluster.cluster())) {
                    for (SealedTable table : OpenSpans.TABLES) {
                        checks.add(check(
                                SealedNames.open(table, cluster.cluster()),
                                openWrong(connection, table, cluster.cluster(), inStore.files())));
                    }
                }
            }
            return checks;
        } catch (SQLException e) {
            throw new LedgerException("cannot read the ledger: " + Sql.message(e), e);
        }
    }

    private static SealedCheck check(String file, Optional<String> wrong) {
        return new SealedCheck(file, 0, 0, wrong.isEmpty(), wrong.orElse("as the store says"));
    }

    /** Spans are published before the first usage of their cluster is sealed. */
    private static boolean holdsUsage(Manifest inStore, String cluster) {
        return inStore.files().stream()
                .anyMatch(
                        file -> file.partition().equals(cluster) && file.table().equals(SealedTable.USAGE.tableName()));
    }

    private Optional<String> manifestWrong(Manifest inStore) {
        try {
            Optional<Manifest> onDisk = Manifest.read(sealed);
            if (onDisk.isEmpty()) {
                return Optional.of("it is gone" + AGAIN);
            }
            boolean same = onDisk.get().files().equals(inStore.files())
                    && onDisk.get().digests().equals(inStore.digests());
            return same
                    ? Optional.empty()
                    : Optional.of("it names " + onDisk.get().files().size() + " files, the store "
                            + inStore.files().size() + ", and they are not the same" + AGAIN);
        } catch (LedgerException e) {
            return Optional.of(e.getMessage() + AGAIN);
        }
    }

    private Optional<String> openWrong(
            Connection connection, SealedTable table, String cluster, List<SealedFile> files) {
        Path path = sealed.resolve(SealedNames.open(table, cluster));
        if (!Files.exists(path)) {
            return Optional.of("it is gone" + AGAIN);
        }
        try {
            Map<String, String> notes = ReadBack.notes(path);
            String rows = "SELECT * FROM read_parquet(" + Sql.literal(path.toString()) + ", hive_partitioning = false)";
            SourceFacts facts = SealedRows.facts(
                    connection,
                    "SELECT *, false AS inexact FROM (" + rows + ")",
                    SealedRows.columns(connection, rows),
                    table.keys());
            String sum = facts.rows() + " " + facts.rowSum();
            if (notes.containsKey(OpenSpans.ROWS)
                    && !sum.equals(notes.get(OpenSpans.ROWS) + " " + notes.get(OpenSpans.ROW_SUM))) {
                return Optional.of("its content is not what was written" + AGAIN);
            }
            long unknown = Sql.firstLong(connection, unknown(connection, table, cluster, files, rows));
            return unknown == 0
                    ? Optional.empty()
                    : Optional.of("it holds " + unknown + " spans that the store does not know" + AGAIN);
        } catch (SQLException e) {
            return Optional.of("it cannot be read (" + Sql.message(e) + ")" + AGAIN);
        } catch (LedgerException e) {
            return Optional.of(e.getMessage() + AGAIN);
        }
    }

    /** What was published since may have ended and been sealed; of a time that is missing nothing is known any more. */
    private String unknown(
            Connection connection, SealedTable table, String cluster, List<SealedFile> files, String rows)
            throws SQLException {
        String notHot = "SELECT span_id FROM (" + rows + ") AS open WHERE span_id NOT IN (SELECT span_id FROM hot.main."
                + table.hotTable() + ") AND NOT EXISTS (FROM missing_period AS missing WHERE missing.cluster = "
                + Sql.literal(cluster)
                + " AND open.from_s >= missing.from_s AND open.from_s < coalesce(missing.to_s, open.from_s + 1))";
        List<SealedFile> of = files.stream()
                .filter(file -> file.table().equals(table.tableName())
                        && file.partition().equals(cluster))
                .toList();
        List<SealedFile> fitting = HotRows.holding(connection, notHot, of);
        return "SELECT count(*) FROM (" + notHot + ")"
                + (fitting.isEmpty()
                        ? ""
                        : " WHERE span_id NOT IN (SELECT span_id FROM (" + SealedRows.read(sealed, table, fitting)
                                + "))");
    }
}
