package dev.sublet.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which token belongs to which audit source. Answers take the same time wherever a token differs. Immutable. */
public final class AuditTokens {
    private final Map<String, byte[]> digests = new HashMap<>();
    private final byte[] nobody = digest("");

    public AuditTokens(Map<String, String> tokenBySource) {
        tokenBySource.forEach((source, token) -> {
            if (token.isBlank()) {
                throw new IllegalArgumentException("audit source " + source + " has an empty token");
            }
            digests.put(source, digest(token));
        });
    }

    boolean allows(@Nullable String source, @Nullable String token) {
        byte[] known = source == null ? null : digests.get(source);
        boolean same = MessageDigest.isEqual(known == null ? nobody : known, digest(token == null ? "" : token));
        return same && known != null;
    }

    /** Of equal length for all tokens, so that comparing tells nothing of their lengths either. */
    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "AuditTokens" + digests.keySet();
    }
}
