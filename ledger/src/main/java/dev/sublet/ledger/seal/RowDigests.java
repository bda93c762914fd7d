package dev.sublet.ledger.seal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
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
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private int filled;
        private long rows;

        /** Makes room for that much, at most the whole buffer. */
        private void room(int bytes) {
            if (buffer.length - filled < bytes) {
                flush();
            }
        }

        private void flush() {
            digest.update(buffer, 0, filled);
            filled = 0;
        }

        private void addLong(long value) {
            room(Long.BYTES);
            LONG.set(buffer, filled, value);
            filled += Long.BYTES;
        }

        private void addText(byte[] text) {
            room(Integer.BYTES);
            INT.set(buffer, filled, text.length);
            filled += Integer.BYTES;
            add(text);
        }

        private void add(byte[] bytes) {
            if (bytes.length > BUFFER_BYTES / 2) {
                flush();
                digest.update(bytes);
                return;
            }
            room(bytes.length);
            System.arraycopy(bytes, 0, buffer, filled, bytes.length);
            filled += bytes.length;
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
            encode(columns, row, day);
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

    private static void encode(ColumnValues[] columns, int row, Day day) {
        for (int first = 0; first < columns.length; first += Byte.SIZE) {
            int nulls = 0;
            for (int index = first; index < Math.min(columns.length, first + Byte.SIZE); index++) {
                nulls |= columns[index].nulls[row] ? 1 << (index - first) : 0;
            }
            day.room(1);
            day.buffer[day.filled++] = (byte) nulls;
        }
        for (ColumnValues column : columns) {
            if (column.nulls[row]) {
                continue;
            }
            if (column.isNumber) {
                day.addLong(column.numbers[row]);
            } else {
                day.addText(column.bytes[row]);
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
