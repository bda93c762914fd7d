package dev.sublet.ledger.seal;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where sealed files lie below the folder {@code sealed} and what they are called. */
public final class SealedNames {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

    private SealedNames() {}

    /** {@code usage/cluster=<uid>/month=2026-10}. */
    public static String folder(SealedTable table, String partition, long fromS) {
        return partitionFolder(table.tableName(), table.partitionColumn(), partition) + "/month="
                + SealLevel.monthOf(fromS);
    }

    private static String partitionFolder(String table, String column, String partition) {
        return table + "/" + column + "=" + escape(partition);
    }

    /** The one file with what the hot store holds of a table of spans, {@code pod_span_open/cluster=<uid>/open.parquet}. */
    public static String open(SealedTable spans, String partition) {
        return partitionFolder(openFolder(spans), spans.partitionColumn(), partition) + "/open.parquet";
    }

    public static String openFolder(SealedTable spans) {
        return spans.tableName() + "_open";
    }

    /** {@code 2026-10-07T05.g1.p0.parquet}. */
    public static String file(SealLevel level, long fromS, int generation, int part) {
        return level.nameOf(fromS) + ".g" + generation + ".p" + part + ".parquet";
    }

    /** The name a file has until it is proven. Programs that read folders skip names with a dot in front. */
    public static String aside(String fileName) {
        return "." + fileName + ".part";
    }

    /** As in names of Hive partitions: what could end a folder's name or mean something in a path is written %XX. */
    static String escape(String value) {
        StringBuilder name = new StringBuilder();
        for (byte character : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = PLAIN.indexOf((char) character) >= 0;
            name.append(plain ? String.valueOf((char) character) : String.format(Locale.ROOT, "%%%02X", character));
        }
        return name.toString();
    }
}
