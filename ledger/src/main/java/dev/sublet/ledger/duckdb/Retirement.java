package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.seal.ColumnSum;
import dev.sublet.ledger.seal.SealLevel;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A month of one table and partition whose rows go because their time is over. Only sealed rows go; what is still hot is
 * sealed first. The table {@code retired} says that it was on purpose.
 */
record Retirement(SealedTable table, String partition, long fromS, long toS, List<SealedFile> files) {

    /** Tables whose rows mean nothing without the spans that they name. */
    private static final Set<String> USAGE = Set.of(SealedTable.USAGE.tableName(), SealedTable.USAGE_HOUR.tableName());

    /** Nothing that it covers is retired; {@code table} null is every table. */
    private record Hold(@Nullable String table, long fromS, long toS) {}

    /** How far the clock may be ahead of the newest data before retention no longer believes it. */
    private static final Duration CLOCK_AHEAD_MAX = Duration.ofDays(7);

    /**
     * The time that retention goes by: the clock's, but no more than seven days after the newest data. A clock that jumps
     * by years, or a folder that is opened after years, must not cost what was kept.
     */
    static Instant believed(Connection connection, Instant now) throws SQLException {
        long newestS = Sql.firstLong(
                connection,
                "SELECT greatest(coalesce((SELECT max(last_tick_s) FROM cluster), 0),"
                        + " coalesce((SELECT max(received_us) // 1000000 FROM hot.main.audit_event), 0))");
        for (SealedFile file : SealedFiles.load(connection)) {
            if (file.table().equals(SealedTable.AUDIT_EVENT.tableName())) {
                newestS = Math.max(newestS, largest(file, "received_us") / 1_000_000);
            }
        }
        Instant latest = Instant.ofEpochSecond(newestS).plus(CLOCK_AHEAD_MAX);
        return now.isAfter(latest) ? latest : now;
    }

    private static long largest(SealedFile file, String column) {
        return file.columnSums().stream()
                .filter(sum -> sum.column().equals(column))
                .mapToLong(ColumnSum::largest)
                .max()
                .orElse(0);
    }

    /** The oldest month that is due, if any. */
    static Optional<Retirement> next(Connection connection, LedgerSettings.Retention retention, Instant now)
            throws SQLException {
        SealState state = SealState.ofFiles(connection);
        List<Hold> holds = holds(connection);
        List<Retirement> due = new ArrayList<>();
        for (SealedFile file : state.files()) {
            Optional<SealedTable> table = SealedTable.named(file.table());
            if (table.isEmpty()) {
                continue;
            }
            long monthS = SealLevel.MONTH.startOf(file.fromS());
            long endS = SealLevel.MONTH.endOf(file.fromS());
            List<Optional<Period>> kept = kept(table.get(), retention);
            boolean over = kept.stream().allMatch(period -> period.isPresent() && isOver(endS, period.get(), now));
            List<SealedFile> files = of(state, table.get(), file.partition(), monthS);
            if (over && !isKept(table.get(), firstS(table.get(), monthS, files), endS, state, holds)) {
                due.add(new Retirement(table.get(), file.partition(), monthS, endS, files));
            }
        }
        return due.stream()
                .min(Comparator.comparingLong(Retirement::fromS)
                        .thenComparing(Retirement::table)
                        .thenComparing(Retirement::partition));
    }

    private static boolean isOver(long endS, Period kept, Instant now) {
        return !Instant.ofEpochSecond(endS)
                .atZone(ZoneOffset.UTC)
                .plus(kept)
                .toInstant()
                .isAfter(now);
    }

    /** Rows go when all of these are over; empty is for ever. Spans name usage rows, so they go after them. */
    private static List<Optional<Period>> kept(SealedTable table, LedgerSettings.Retention retention) {
        return switch (table) {
            case USAGE, TICK, NODE_TICK, UNSEEN_USAGE -> List.of(retention.usage());
            case AUDIT_EVENT, AUDIT_SET_ASIDE -> List.of(retention.audit());
            case USAGE_HOUR -> List.of(retention.hours());
            case NODE_SPAN, POD_SPAN, VOLUME_SPAN, SERVICE_SPAN, VCLUSTER_SPAN, OWNER_SPAN ->
                List.of(retention.hours(), retention.usage());
        };
    }

    /** Spans lie in the month of their end; what they say begins where the first of them does. */
    private static long firstS(SealedTable table, long monthS, List<SealedFile> files) {
        if (!table.holdsSpans()) {
            return monthS;
        }
        return files.stream()
                .flatMap(file -> file.columnSums().stream())
                .filter(sum -> sum.column().equals("from_s"))
                .mapToLong(ColumnSum::smallest)
                .reduce(monthS, Math::min);
    }

    private static boolean isKept(SealedTable table, long fromS, long toS, SealState state, List<Hold> holds) {
        boolean held = holds.stream()
                .anyMatch(hold -> hold.fromS < toS
                        && hold.toS > fromS
                        && (hold.table == null
                                || hold.table.equals(table.tableName())
                                || (table.holdsSpans() && USAGE.contains(hold.table))));
        boolean ofClose = table == SealedTable.USAGE_HOUR || table.holdsSpans();
        return held || (ofClose && state.isClosed(fromS, toS));
    }

    private static List<SealedFile> of(SealState state, SealedTable table, String partition, long monthS) {
        return state.files().stream()
                .filter(file -> file.table().equals(table.tableName())
                        && file.partition().equals(partition)
                        && SealLevel.MONTH.startOf(file.fromS()) == monthS)
                .toList();
    }

    private static List<Hold> holds(Connection connection) throws SQLException {
        List<Hold> holds = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT table_name, from_s, to_s FROM legal_hold WHERE released_at_s IS NULL")) {
            while (rows.next()) {
                holds.add(new Hold(rows.getString(1), rows.getLong(2), rows.getLong(3)));
            }
        }
        return holds;
    }

    long rows() {
        return files.stream().mapToLong(SealedFile::rows).sum();
    }

    /** Takes the files out of the ledger, unless a hold or a close came since it was planned. */
    Job<Long> job(LedgerSettings.Retention retention, Instant now, AuditFiles auditFiles) {
        return new Job<>() {
            @Override
            public Long on(DuckDBConnection connection) throws SQLException {
                if (!next(connection, retention, now).equals(Optional.of(Retirement.this))) {
                    throw new SealCommit.Outdated("what was to be retired of " + table.tableName()
                            + " changed meanwhile; nothing was changed, try again");
                }
                SealedFiles.remove(connection, files);
                try (Rows row = new Rows(connection, "retired")) {
                    row.begin().add(table.tableName()).add(partition).add(fromS).add(toS);
                    row.add(Retirement.this.rows()).add(now.getEpochSecond()).end();
                }
                auditFiles.prepare(connection);
                return Retirement.this.rows();
            }

            @Override
            public void committed() {
                auditFiles.committed();
            }
        };
    }
}
