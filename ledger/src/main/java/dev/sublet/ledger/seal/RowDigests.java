package dev.sublet.ledger.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 over the rows of each UTC day, in the order in which they come. Anyone can compute it again from the files:
 * first, for each column in order, the length of its name in UTF-8 bytes as 4 bytes and the name. Then for each row of the day
 * {@code ceil(columns / 8)} bytes in which bit {@code i % 8} (1 is the first) of byte {@code i / 8} says that column i is null, and each value that
 * is not: a number, or a boolean as 1 or 0, as 8 bytes; text, or the unscaled number of a DECIMAL kept as bytes, as its
 * length in 4 bytes and the bytes. All numbers big-endian. For one thread.
 */
final class RowDigests {
    private static final int BUFFER_BYTES = 32 << 10;
    private static final long DAY_S = 86_400;
    /** A month and a bit for partitions; far beyond it the times are damaged. */
    private static final int DAYS_MAX = 1_000;

    private final byte[] header;
    /** Microseconds or seconds in a day. */
    private final long unitsPerDay;

    private final Map<Long, Day> days = new TreeMap<>();

    private static final class Day {
        private final MessageDigest digest = sha256();
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        private long rows;

        /** The buffer with room for that much. */
        private ByteBuffer room(int bytes) {
            if (buffer.remaining() < bytes) {
                flush();
            }
            return buffer;
        }

        private void flush() {
            digest.update(buffer.array(), 0, buffer.position());
            buffer.clear();
        }

        private void add(byte[] bytes) {
            if (bytes.length > BUFFER_BYTES / 2) {
                flush();
                digest.update(bytes);
            } else {
                room(bytes.length).put(bytes);
            }
        }
    }

    RowDigests(List<String> columns, boolean timeInMicroseconds) {
        ByteBuffer names = ByteBuffer.allocate(columns.stream()
                .mapToInt(name -> 4 + name.getBytes(StandardCharsets.UTF_8).length)
                .sum());
        for (String name : columns) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            names.putInt(text.length).put(text);
        }
        this.header = names.array();
        this.unitsPerDay = timeInMicroseconds ? DAY_S * 1_000_000 : DAY_S;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Adds the rows of one row group; {@code time} is one of the columns. */
    void add(List<ColumnValues> group, ColumnValues time, int rows) {
        ColumnValues[] columns = group.toArray(new ColumnValues[0]);
        int nullBytes = (columns.length + 7) / 8;
        int fixed = nullBytes + 8 * columns.length;
        long dayNumber = Long.MIN_VALUE;
        Day day = null;
        for (int row = 0; row < rows; row++) {
            if (time.nulls[row]) {
                throw new IllegalArgumentException("column " + time.name + " is null in a row");
            }
            long number = Math.floorDiv(time.numbers[row], unitsPerDay);
            if (day == null || number != dayNumber) {
                dayNumber = number;
                day = day(number);
            }
            day.rows++;
            encode(columns, row, nullBytes, fixed, day);
        }
    }

    private Day day(long number) {
        Day known = days.get(number);
        if (known != null) {
            return known;
        }
        if (days.size() == DAYS_MAX) {
            throw new IllegalArgumentException("rows of more than " + DAYS_MAX + " days");
        }
        Day day = new Day();
        day.add(header);
        days.put(number, day);
        return day;
    }

    private static void encode(ColumnValues[] columns, int row, int nullBytes, int fixed, Day day) {
        ByteBuffer buffer = day.room(fixed);
        int nullsAt = buffer.position();
        for (int index = 0; index < nullBytes; index++) {
            buffer.put((byte) 0);
        }
        for (int index = 0; index < columns.length; index++) {
            if (columns[index].nulls[row]) {
                int at = nullsAt + index / 8;
                buffer.put(at, (byte) (buffer.get(at) | 1 << index % 8));
            }
        }
        for (ColumnValues column : columns) {
            if (column.nulls[row]) {
                continue;
            }
            if (column.isNumber()) {
                // Text before it may have filled the buffer.
                day.room(8).putLong(column.numbers[row]);
            } else {
                byte[] bytes = column.bytes[row];
                day.room(4).putInt(bytes.length);
                day.add(bytes);
            }
        }
    }

    List<DayDigest> digests() {
        List<DayDigest> digests = new ArrayList<>();
        days.forEach((number, day) -> {
            day.flush();
            String hex = HexFormat.of().formatHex(day.digest.digest());
            digests.add(new DayDigest(number * DAY_S, day.rows, hex));
        });
        return digests;
    }
}
