package dev.sublet.ledger.seal;

import dev.sublet.ledger.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tables that are sealed: where their rows come from, which time puts them into a period, and in what order they lie in
 * a file. The SQL resources {@code seal/<table>.write.sql} (units to sealed columns, newest layout) and {@code
 * seal/<table>.read.<layout>.sql} (back to units) hold the columns, so a later layout reads older files.
 */
public enum SealedTable {
    USAGE("usage_final", "cluster", "from_s", "span_id, from_s", "span_id", "span_id, from_s", SealLevel.HOUR),
    /** Made of the rows of {@link #USAGE} when those are sealed; it has no hot rows of its own. */
    USAGE_HOUR("usage_final", "cluster", "hour_s", "span_id, hour_s", "span_id", "span_id, hour_s", SealLevel.HOUR),
    TICK("tick", "cluster", "at_s", "at_s", "at_s", "at_s", SealLevel.HOUR),
    NODE_TICK("node_tick", "cluster", "at_s", "node_uid, at_s", "node_uid", "node_uid, at_s", SealLevel.HOUR),
    UNSEEN_USAGE(
            "unseen_usage",
            "cluster",
            "from_s",
            "node_uid, from_s, to_s, cpu_core_ms",
            "node_uid",
            "node_uid, from_s",
            SealLevel.HOUR),
    AUDIT_EVENT(
            "audit_event",
            "source",
            "stage_us",
            "stage_us, audit_id, stage",
            "stage_us // 1000000",
            "stage_us, audit_id",
            SealLevel.HOUR),
    AUDIT_SET_ASIDE(
            "audit_set_aside",
            "source",
            "received_us",
            "received_us, reason, body",
            "received_us // 1000000",
            "received_us",
            SealLevel.HOUR),
    NODE_SPAN("node_span", 2),
    POD_SPAN("pod_span", 2),
    VOLUME_SPAN("volume_span", 2),
    SERVICE_SPAN("service_span", 2),
    VCLUSTER_SPAN("vcluster_span"),
    OWNER_SPAN("owner_span");

    private static final Map<String, SealedTable> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(SealedTable::tableName, Function.identity()));

    private final String hotTable;
    private final String partitionColumn;
    private final String timeColumn;
    private final String order;
    private final String sliceKey;
    private final String keys;
    private final SealLevel lowestLevel;
    private final int layout;

    SealedTable(
            String hotTable,
            String partitionColumn,
            String timeColumn,
            String order,
            String sliceKey,
            String keys,
            SealLevel lowestLevel) {
        this(hotTable, partitionColumn, timeColumn, order, sliceKey, keys, lowestLevel, 1);
    }

    SealedTable(
            String hotTable,
            String partitionColumn,
            String timeColumn,
            String order,
            String sliceKey,
            String keys,
            SealLevel lowestLevel,
            int layout) {
        this.hotTable = hotTable;
        this.partitionColumn = partitionColumn;
        this.timeColumn = timeColumn;
        this.order = order;
        this.sliceKey = sliceKey;
        this.keys = keys;
        this.lowestLevel = lowestLevel;
        this.layout = layout;
    }

    /** A table of spans: sealed by the day in which they ended. */
    SealedTable(String spans) {
        this(spans, 1);
    }

    SealedTable(String spans, int layout) {
        this(spans, "cluster", "to_s", "span_id", "span_id", "span_id, from_s", SealLevel.DAY, layout);
    }

    /** The table with this name, or empty when a newer program sealed it. */
    public static Optional<SealedTable> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The name readers know, also the folder's. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String hotTable() {
        return hotTable;
    }

    /** {@code cluster} or {@code source}. */
    public String partitionColumn() {
        return partitionColumn;
    }

    public String timeColumn() {
        return timeColumn;
    }

    /** The order of rows in a file, a list for ORDER BY. */
    public String order() {
        return order;
    }

    /** What a large period is cut into parts by; agrees with the first of {@link #order}. */
    public String sliceKey() {
        return sliceKey;
    }

    /** What tells rows apart; bound to the other columns by {@link RowSum}. */
    public List<String> keys() {
        return List.of(keys.split(", "));
    }

    /** Spans wait for their day; there is little of them. */
    public SealLevel lowestLevel() {
        return lowestLevel;
    }

    /** The layout that is written now. */
    public int layout() {
        return layout;
    }

    public boolean holdsSpans() {
        return lowestLevel == SealLevel.DAY;
    }

    /** The condition that a row's time lies in a period. */
    public String within(long fromS, long toS) {
        long unit = timeColumn.endsWith("_us") ? 1_000_000 : 1;
        return timeColumn + " >= " + Math.multiplyExact(fromS, unit) + " AND " + timeColumn + " < "
                + Math.multiplyExact(toS, unit);
    }

    /** The time of a row in seconds, as SQL. */
    public String timeS() {
        return timeColumn.endsWith("_us") ? timeColumn + " // 1000000" : timeColumn;
    }

    /** SELECT of the sealed columns from rows in units. */
    public String write(String rows) {
        return resource(tableName() + ".write.sql").replace("{rows}", rows);
    }

    /** The same with one more column, {@code inexact}: whether the sealed form cannot hold the row exactly. Only usage has such. */
    public String writeChecked(String rows) {
        String inexact = this == USAGE ? resource("usage.inexact.sql") : "false";
        String text = resource(tableName() + ".write.sql");
        int from = text.lastIndexOf("FROM {rows}");
        return (text.substring(0, from) + ", (" + inexact + ") AS inexact " + text.substring(from))
                .replace("{rows}", rows);
    }

    /** SELECT of rows in units from files of a layout. */
    public String read(int layout, String files) {
        return resource(tableName() + ".read." + layout + ".sql").replace("{files}", files);
    }

    /** A text of this package's SQL without the comment that it begins with. */
    public static String resource(String name) {
        try (InputStream in = SealedTable.class.getResourceAsStream("/dev/sublet/ledger/seal/" + name)) {
            if (in == null) {
                throw new LedgerException("the program lacks its resource seal/" + name
                        + "; sealed files of a newer version need a newer sublet");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new LedgerException("cannot read the program's resource seal/" + name + ": " + e.getMessage(), e);
        }
    }
}
