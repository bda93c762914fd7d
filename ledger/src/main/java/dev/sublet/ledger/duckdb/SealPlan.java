package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.seal.ClusterSpan;
import dev.sublet.ledger.seal.Piece;
import dev.sublet.ledger.seal.SealLevel;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is due for sealing and compaction, oldest first. A plan reads nothing and changes nothing; a piece that has become
 * wrong since is refused when it is committed. For one thread.
 */
final class SealPlan {
    /** Files of late rows beside a month's file for which the month is written again. */
    private static final int LATE_FILES_MAX = 8;

    private final SealState state;
    private final LedgerSettings.Sealing settings;
    private final Due due;
    private final long nowS;
    private final List<Piece> pieces = new ArrayList<>();

    private SealPlan(SealState state, LedgerSettings.Sealing settings, Due due, long nowS) {
        this.state = state;
        this.settings = settings;
        this.due = due;
        this.nowS = nowS;
    }

    static List<Piece> of(SealState state, LedgerSettings.Sealing settings, Due due, long nowS) {
        SealPlan plan = new SealPlan(state, settings, due, nowS);
        for (SealedTable table : SealedTable.values()) {
            if (table != SealedTable.USAGE_HOUR) {
                plan.table(table);
            }
        }
        plan.pieces.sort(Comparator.comparingLong(Piece::toS)
                .thenComparing(Piece::hot, Comparator.reverseOrder())
                .thenComparing(Piece::level)
                .thenComparing(Piece::table)
                .thenComparing(Piece::partition));
        return plan.pieces;
    }

    private void table(SealedTable table) {
        Map<String, NavigableMap<Long, Long>> hot = state.hotRows().getOrDefault(table, Map.of());
        Set<String> partitions = new TreeSet<>(hot.keySet());
        for (SealedFile file : state.files()) {
            if (file.table().equals(table.tableName()) || isRollup(table, file)) {
                partitions.add(file.partition());
            }
        }
        for (String partition : partitions) {
            NavigableSet<Long> hours =
                    hot.getOrDefault(partition, new TreeMap<>()).navigableKeySet();
            hotDays(table, partition, hours);
            compactDays(table, partition, hours);
            compactMonths(table, partition, hours);
        }
    }

    private static boolean isRollup(SealedTable table, SealedFile file) {
        return table == SealedTable.USAGE && file.table().equals(SealedTable.USAGE_HOUR.tableName());
    }

    /** Until when this table's time is over. */
    private long overS(SealedTable table, String partition, Duration after) {
        long over = due == Due.SCHEDULED ? nowS - after.toSeconds() : lastS(table, partition);
        if (table == SealedTable.USAGE) {
            over = Math.min(over, state.tailFromS().getOrDefault(partition, Long.MAX_VALUE));
        }
        return over;
    }

    private long lastS(SealedTable table, String partition) {
        if (!table.partitionColumn().equals("cluster")) {
            return nowS;
        }
        return state.clusters().stream()
                .filter(cluster -> cluster.cluster().equals(partition))
                .mapToLong(ClusterSpan::lastTickS)
                .findFirst()
                .orElse(nowS);
    }

    private void hotDays(SealedTable table, String partition, NavigableSet<Long> hours) {
        long over = overS(table, partition, settings.hourAfter());
        Map<Long, List<Long>> days = new TreeMap<>();
        for (long hour : hours) {
            if (table.lowestLevel().endOf(hour) <= over) {
                days.computeIfAbsent(SealLevel.DAY.startOf(hour), day -> new ArrayList<>())
                        .add(hour);
            }
        }
        days.forEach((dayS, dueHours) -> {
            long endS = SealLevel.DAY.endOf(dayS);
            if (endS <= over || isCovered(table, partition, dayS, endS)) {
                add(table, partition, SealLevel.DAY, dayS, true);
            } else {
                dueHours.forEach(hour -> add(table, partition, SealLevel.HOUR, hour, true));
            }
        });
    }

    /** Whether the day's rows lie in a file of the day or the month already. */
    private boolean isCovered(SealedTable table, String partition, long fromS, long toS) {
        return state.files().stream()
                .anyMatch(file -> file.table().equals(table.tableName())
                        && file.partition().equals(partition)
                        && file.fromS() <= fromS
                        && file.toS() >= toS);
    }

    private void compactDays(SealedTable table, String partition, NavigableSet<Long> hours) {
        long over = overS(table, partition, settings.dayAfter());
        Set<Long> days = new TreeSet<>();
        for (SealedFile file : files(table, partition)) {
            if (SealLevel.named(file.level()) == SealLevel.HOUR) {
                days.add(SealLevel.DAY.startOf(file.fromS()));
            }
        }
        for (long dayS : days) {
            long endS = SealLevel.DAY.endOf(dayS);
            if (endS <= over && hours.subSet(dayS, endS).isEmpty() && !isPlanned(table, partition, dayS, endS)) {
                add(table, partition, SealLevel.DAY, dayS, false);
            }
        }
    }

    private void compactMonths(SealedTable table, String partition, NavigableSet<Long> hours) {
        long over = overS(table, partition, settings.monthAfter());
        Map<Long, List<SealedFile>> months = new TreeMap<>();
        for (SealedFile file : files(table, partition)) {
            months.computeIfAbsent(SealLevel.MONTH.startOf(file.fromS()), month -> new ArrayList<>())
                    .add(file);
        }
        months.forEach((monthS, files) -> {
            long endS = SealLevel.MONTH.endOf(monthS);
            long smaller = files.stream()
                    .filter(file -> SealLevel.named(file.level()) != SealLevel.MONTH)
                    .count();
            boolean first = smaller == files.size();
            boolean worth = smaller > 0 && (first || due == Due.NOW || smaller >= LATE_FILES_MAX);
            if (endS <= over
                    && worth
                    && hours.subSet(monthS, endS).isEmpty()
                    && !isPlanned(table, partition, monthS, endS)) {
                add(table, partition, SealLevel.MONTH, monthS, false);
            }
        });
    }

    /** What another piece of this plan will replace must wait for the next plan. */
    private boolean isPlanned(SealedTable table, String partition, long fromS, long toS) {
        return pieces.stream()
                .anyMatch(piece -> piece.table() == table
                        && piece.partition().equals(partition)
                        && piece.fromS() < toS
                        && piece.toS() > fromS);
    }

    /** Files that may be rewritten, of the table and what is made of it. */
    private List<SealedFile> files(SealedTable table, String partition) {
        return state.files().stream()
                .filter(file -> file.partition().equals(partition)
                        && (file.table().equals(table.tableName()) || isRollup(table, file))
                        && !state.isClosed(file.fromS(), file.toS()))
                .toList();
    }

    private void add(SealedTable table, String partition, SealLevel level, long fromS, boolean hot) {
        long toS = level.endOf(fromS);
        List<SealedTable> tables =
                table == SealedTable.USAGE ? List.of(SealedTable.USAGE, SealedTable.USAGE_HOUR) : List.of(table);
        List<Piece.Part> parts = new ArrayList<>();
        long hotRows = hot ? hotRows(table, partition, fromS, toS) : 0;
        for (SealedTable one : tables) {
            List<SealedFile> within = files(table, partition).stream()
                    .filter(file -> file.table().equals(one.tableName()) && file.fromS() >= fromS && file.toS() <= toS)
                    .toList();
            if (hot || !within.isEmpty()) {
                parts.add(new Piece.Part(one, within));
            }
        }
        pieces.add(new Piece(table, partition, level, fromS, toS, hot, hotRows, parts));
    }

    private long hotRows(SealedTable table, String partition, long fromS, long toS) {
        return state
                .hotRows()
                .getOrDefault(table, Map.of())
                .getOrDefault(partition, new TreeMap<>())
                .subMap(fromS, toS)
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
