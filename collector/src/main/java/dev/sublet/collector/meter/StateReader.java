package dev.sublet.collector.meter;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.span.PodSpan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote. */
final class StateReader {
    private final byte[] bytes;
    private final Map<Long, PodSpan> openPods;
    private final List<String> texts = new ArrayList<>();
    private final byte version;
    private final long tickS;
    private int at;

    /**
     * Reads version and tick.
     *
     * @param openPods the open spans of the ledger, by their ID
     */
    StateReader(byte[] bytes, byte oldest, byte newest, Map<Long, PodSpan> openPods) {
        this.bytes = bytes;
        this.openPods = openPods;
        if (bytes.length == 0 || bytes[0] < oldest || bytes[0] > newest) {
            throw new LedgerException(
                    "the meter's state in the ledger is of a kind that this program does not know; use a newer sublet");
        }
        this.version = bytes[at++];
        this.tickS = number();
    }

    byte version() {
        return version;
    }

    long number() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            if (at == bytes.length) {
                throw new LedgerException("the meter's state in the ledger ends after " + at + " bytes");
            }
            next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return (value >>> 1) ^ -(value & 1);
    }

    /** How many of something follow. */
    int count() {
        return Math.toIntExact(number());
    }

    long seconds() {
        return number() + tickS;
    }

    long millis() {
        return number() + tickS * 1000;
    }

    boolean flag() {
        return number() != 0;
    }

    @Nullable
    Long nullable() {
        return flag() ? number() : null;
    }

    @Nullable
    Double nullableDouble() {
        if (!flag()) {
            return null;
        }
        long bits = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            bits |= number() << shift;
        }
        return Double.longBitsToDouble(bits);
    }

    @Nullable
    String text() {
        int kind = count();
        if (kind == 0) {
            return null;
        }
        if (kind > 1) {
            return texts.get(kind - 2);
        }
        String text = new String(block(), StandardCharsets.UTF_8);
        texts.add(text);
        return text;
    }

    /** A text that is never null. */
    String name() {
        String text = text();
        if (text == null) {
            throw new LedgerException("the meter's state in the ledger lacks a name at byte " + at);
        }
        return text;
    }

    byte[] block() {
        int length = count();
        byte[] block = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return block;
    }

    PodSpan openPod(long spanId) {
        PodSpan span = openPods.get(spanId);
        if (span == null) {
            throw new LedgerException(
                    "the meter's state in the ledger names span " + spanId + ", which is not open there");
        }
        return span;
    }
}
