package dev.sublet.ledger.tick;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that only the meter understands. Immutable: nothing of the array is handed out but copies. */
public final class StateBytes {
    private final byte[] bytes;

    private StateBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static StateBytes of(byte[] bytes) {
        return new StateBytes(bytes.clone());
    }

    /** The first bytes of a longer array. */
    public static StateBytes of(byte[] bytes, int length) {
        return new StateBytes(Arrays.copyOf(bytes, length));
    }

    public static StateBytes ofText(String text) {
        return new StateBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateBytes same && Arrays.equals(bytes, same.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes of the meter's state";
    }
}
