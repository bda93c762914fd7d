package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.usage.UsageRow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's tail as one JSON text, as schema.sql says. Written digit by digit: it is made anew at each tick, with some
 * ten thousand rows for five thousand pods.
 */
final class TailText {
    private static final int ROW_MAX = 13 * 21;

    private byte[] text;
    private int length;
    /** The row whose stretch was written last, and where that lies. */
    private @Nullable UsageRow stretchOf;

    private int stretchAt;
    private int stretchLength;

    private TailText(int rows) {
        text = new byte[2 + ROW_MAX + rows * 48];
    }

    static String of(List<UsageRow> rows) {
        TailText tail = new TailText(rows.size());
        tail.put('[');
        for (UsageRow row : rows) {
            tail.row(row);
        }
        if (!rows.isEmpty()) {
            tail.length--;
        }
        tail.put(']');
        return new String(tail.text, 0, tail.length, StandardCharsets.ISO_8859_1);
    }

    private void row(UsageRow row) {
        if (text.length - length < ROW_MAX) {
            text = Arrays.copyOf(text, text.length * 2);
        }
        put('[');
        number(row.spanId());
        stretch(row);
        number(row.cpuRequestMillicores());
        number(row.memoryRequestKib());
        number(row.gpuRequest());
        if ((row.cpuCoreMs() | row.memoryKib() | row.networkRxBytes() | row.networkTxBytes() | row.volumeKib()) != 0) {
            number(row.cpuCoreMs());
            number(row.memoryKib());
            number(row.networkRxBytes());
            number(row.networkTxBytes());
            number(row.volumeKib());
        }
        text[length - 1] = ']';
        put(',');
    }

    /** When and how a row was measured; nearly all rows have this in common with the one before. */
    private void stretch(UsageRow row) {
        UsageRow before = stretchOf;
        if (before != null
                && before.fromS() == row.fromS()
                && before.toS() == row.toS()
                && before.coverage() == row.coverage()) {
            System.arraycopy(text, stretchAt, text, length, stretchLength);
            length += stretchLength;
            return;
        }
        stretchAt = length;
        number(row.fromS());
        number(row.toS());
        number(row.coverage().code());
        stretchLength = length - stretchAt;
        stretchOf = row;
    }

    private void put(char one) {
        text[length++] = (byte) one;
    }

    /** A number and a comma; times, IDs and amounts are never negative, requests might be. */
    private void number(long value) {
        if (value < 0) {
            byte[] digits = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, text, length, digits.length);
            length += digits.length;
        } else {
            int digits = 1;
            for (long rest = value / 10; rest > 0; rest /= 10) {
                digits++;
            }
            long rest = value;
            for (int at = length + digits - 1; at >= length; at--) {
                text[at] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            length += digits;
        }
        put(',');
    }
}
