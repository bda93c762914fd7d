package dev.sublet.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a token. Comparing takes the same time wherever two differ. Immutable. */
public final class TokenDigest {
    private static final int BYTES = 32;

    private final byte[] digest;

    private TokenDigest(byte[] digest) {
        this.digest = digest;
    }

    public static TokenDigest of(String token) {
        try {
            return new TokenDigest(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * From 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static TokenDigest parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.strip());
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("not " + BYTES + " bytes");
        }
        return new TokenDigest(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenDigest that && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return "TokenDigest[(hidden)]";
    }
}
