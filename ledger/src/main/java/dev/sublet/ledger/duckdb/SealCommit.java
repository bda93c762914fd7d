package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.DayDigest;
import dev.sublet.ledger.seal.RowDigest;
import dev.sublet.ledger.seal.SealLevel;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * The transaction that makes pieces count, all or none: the hot rows are still exactly those that were sealed and go, the files
 * that they replace are still current and are so no longer, the new ones are.
 */
final class SealCommit implements Job<Long> {
    /** Rows came or files changed since the piece was written; it can be done again. */
    static final class Outdated extends LedgerException {
        private static final long serialVersionUID = 1L;

        Outdated(String message) {
            super(message);
        }
    }

    private final List<Sealer.Prepared> group;
    private final Clock clock;
    private final AuditFiles auditFiles;

    SealCommit(List<Sealer.Prepared> group, Clock clock, AuditFiles auditFiles) {
        this.group = List.copyOf(group);
        this.clock = clock;
        this.auditFiles = auditFiles;
    }

    @Override
    public void committed() {
        if (sealsEvents()) {
            auditFiles.committed();
        }
    }

    private boolean sealsEvents() {
        return group.stream().anyMatch(prepared -> prepared.piece().table() == SealedTable.AUDIT_EVENT);
    }

    @Override
    public Long on(DuckDBConnection connection) throws SQLException {
        refuseOutdated(connection);
        List<SealedFile> replaced = new ArrayList<>();
        List<SealedFile> made = new ArrayList<>();
        for (Sealer.Prepared prepared : group) {
            replaced.addAll(prepared.piece().replaced());
            made.addAll(prepared.files());
        }
        if (SealedFiles.remove(connection, replaced) != replaced.size()) {
            throw new Outdated("files of " + what() + " were replaced meanwhile; nothing was changed, try again");
        }
        long deleted = deleteHotRows(connection);
        recordDigests(connection);
        SealedFiles.add(connection, made);
        if (sealsEvents()) {
            auditFiles.prepare(connection);
        }
        return deleted;
    }

    private String what() {
        String first = group.get(0).piece().what();
        return group.size() == 1 ? first : first + " and " + (group.size() - 1) + " more";
    }

    /** While the number of the last commit is that of the snapshot which was sealed, every row is. */
    private void refuseOutdated(DuckDBConnection connection) throws SQLException {
        long now = Schema.commitNumber(connection);
        for (Sealer.Prepared prepared : group) {
            if (prepared.hot().commitNumber() != now
                    && !prepared.hot().facts(connection).equals(prepared.hotFacts())) {
                throw new Outdated("rows of " + prepared.piece().what()
                        + " came while they were sealed; nothing was changed, try again");
            }
        }
    }

    private long deleteHotRows(DuckDBConnection connection) throws SQLException {
        long all = 0;
        // Spans last: they say which usage rows are meant.
        for (boolean spans : new boolean[] {false, true}) {
            for (Sealer.Prepared prepared : group) {
                if (prepared.piece().table().holdsSpans() != spans) {
                    continue;
                }
                long deleted = prepared.hot().delete(connection);
                if (deleted != prepared.hotFacts().rows()) {
                    throw new LedgerException("sealing " + prepared.piece().what() + " would delete " + deleted
                            + " hot rows instead of " + prepared.hotFacts().rows() + "; nothing was changed");
                }
                all += deleted;
            }
        }
        return all;
    }

    /** Before the new files are added. */
    private void recordDigests(DuckDBConnection connection) throws SQLException {
        if (group.stream().allMatch(prepared -> prepared.piece().level() == SealLevel.HOUR)) {
            return;
        }
        List<SealedFile> others = SealedFiles.list(connection);
        for (Sealer.Prepared prepared : group) {
            if (prepared.piece().level() != SealLevel.HOUR) {
                for (Sealer.Output output : prepared.outputs()) {
                    recordDigests(connection, prepared, output, others);
                }
            }
        }
    }

    /** A day's digest stands for all its rows; where other files hold some of them, what was promised before stays. */
    private void recordDigests(
            DuckDBConnection connection, Sealer.Prepared prepared, Sealer.Output output, List<SealedFile> others)
            throws SQLException {
        String table = output.table().tableName();
        String partition = prepared.piece().partition();
        Map<Long, RowDigest> known = known(connection, table, partition);
        List<RowDigest> fresh = new ArrayList<>();
        for (DayDigest day : output.read().days()) {
            RowDigest before = known.get(day.dayS());
            boolean alone = others.stream()
                    .noneMatch(file -> file.table().equals(table)
                            && file.partition().equals(partition)
                            && file.fromS() < day.dayS() + SealLevel.DAY_S
                            && file.toS() > day.dayS());
            if (!alone) {
                continue;
            }
            if (before != null
                    && isOnlyRepacked(prepared, output, day.dayS())
                    && !before.digest().equals(day.digest())) {
                throw new LedgerException("the rows of " + table + " on " + SealLevel.DAY.nameOf(day.dayS()) + " ("
                        + partition + ") are no longer those that were recorded for that day; nothing was changed, run"
                        + " `sublet verify`");
            }
            if (before == null || !before.digest().equals(day.digest())) {
                fresh.add(new RowDigest(
                        table,
                        partition,
                        day.dayS(),
                        day.rows(),
                        day.digest(),
                        clock.instant().getEpochSecond()));
            }
        }
        for (RowDigest digest : fresh) {
            Sql.execute(
                    connection,
                    "DELETE FROM row_digest WHERE table_name = " + Sql.literal(table) + " AND partition = "
                            + Sql.literal(partition) + " AND day_s = " + digest.dayS());
        }
        SealedFiles.addDigests(connection, fresh);
    }

    /** Whether a day's rows are those of one earlier set of files, without late ones. */
    private static boolean isOnlyRepacked(Sealer.Prepared prepared, Sealer.Output output, long dayS) {
        long sets = prepared.piece().parts().stream()
                .filter(part -> part.table() == output.table())
                .flatMap(part -> part.replaces().stream())
                .filter(file -> file.fromS() < dayS + SealLevel.DAY_S && file.toS() > dayS)
                .map(file -> file.level() + " " + file.fromS() + " " + file.generation())
                .distinct()
                .count();
        return !prepared.hot().taken() && sets == 1;
    }

    private static Map<Long, RowDigest> known(DuckDBConnection connection, String table, String partition)
            throws SQLException {
        Map<Long, RowDigest> known = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT day_s, row_count, digest, recorded_at_s FROM row_digest"
                        + " WHERE table_name = " + Sql.literal(table) + " AND partition = " + Sql.literal(partition))) {
            while (rows.next()) {
                known.put(
                        rows.getLong(1),
                        new RowDigest(
                                table,
                                partition,
                                rows.getLong(1),
                                rows.getLong(2),
                                rows.getString(3),
                                rows.getLong(4)));
            }
        }
        return known;
    }
}
