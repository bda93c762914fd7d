package dev.sublet.ledger.seal;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where sealed files lie below the folder {@code sealed} and what they are called. */
public final class SealedNames {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

    private static final Pattern OURS = Pattern.compile("\\d{4}-\\d\\d(-\\d\\d(T\\d\\d)?)?\\.g\\d+\\.p\\d+\\.parquet");

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

    /**
     * {@code <period>.g<number>.p<part>.parquet}, such as {@code 2026-10-07T05.g4711.p0.parquet}. The number is that of the
     * last commit whose rows the file may hold. Each piece is a commit of its own, so a name never comes back with other
     * content.
     */
    public static String file(SealLevel level, long fromS, long generation, int part) {
        return level.nameOf(fromS) + ".g" + generation + ".p" + part + ".parquet";
    }

    /** Whether a file is called as ours are, whatever it holds. */
    public static boolean isOurs(String fileName) {
        return OURS.matcher(fileName).matches();
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
