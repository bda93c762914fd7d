package dev.sublet.collector.meter;

import dev.sublet.ledger.tick.StateBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the meter's state in few bytes: whole numbers take as many bytes as they need, times count from the tick, and a
 * text that comes again is a number. Read by {@link StateReader} in the same order.
 */
final class StateWriter {
    private final long tickS;
    private final Map<String, Integer> texts = new HashMap<>();
    private byte[] bytes;
    private int length;

    /**
     * Writes the version and the tick.
     *
     * @param likelyBytes how large it may become, such as the last one
     */
    StateWriter(byte version, long tickS, int likelyBytes) {
        this.bytes = new byte[Math.max(64, likelyBytes)];
        this.tickS = tickS;
        bytes[length++] = version;
        number(tickS);
    }

    /** Negative numbers alternate with positive ones, so that small ones are short; seven bits to a byte. */
    void number(long value) {
        if (bytes.length - length < 10) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    void seconds(long atS) {
        number(atS - tickS);
    }

    void millis(long atMs) {
        number(atMs - tickS * 1000);
    }

    void flag(boolean value) {
        number(value ? 1 : 0);
    }

    void nullable(@Nullable Long value) {
        flag(value != null);
        if (value != null) {
            number(value);
        }
    }

    void nullable(@Nullable Double value) {
        flag(value != null);
        if (value != null) {
            long bits = Double.doubleToRawLongBits(value);
            for (int shift = 0; shift < 64; shift += 8) {
                number((bits >>> shift) & 0xFF);
            }
        }
    }

    /** 0 is null, 1 a new text, and any other number one that was written before. */
    void text(@Nullable String value) {
        if (value == null) {
            number(0);
            return;
        }
        Integer known = texts.putIfAbsent(value, texts.size() + 2);
        if (known != null) {
            number(known);
            return;
        }
        number(1);
        block(value.getBytes(StandardCharsets.UTF_8));
    }

    void block(byte[] block) {
        number(block.length);
        if (bytes.length - length < block.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + block.length));
        }
        System.arraycopy(block, 0, bytes, length, block.length);
        length += block.length;
    }

    StateBytes done() {
        return StateBytes.of(bytes, length);
    }
}
