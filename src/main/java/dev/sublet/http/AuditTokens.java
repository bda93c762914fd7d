package dev.sublet.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which token belongs to which audit source. Answers take the same time wherever a token differs. Thread-safe. */
public final class AuditTokens {
    private final Function<String, Optional<String>> tokenOfSource;
    private final byte[] nobody = digest("");

    /** Those of a list. */
    public AuditTokens(Map<String, String> tokenBySource) {
        Map<String, String> copy = Map.copyOf(tokenBySource);
        copy.forEach((source, token) -> {
            if (token.isBlank()) {
                throw new IllegalArgumentException("audit source " + source + " has an empty token");
            }
        });
        tokenOfSource = source -> Optional.ofNullable(copy.get(source));
    }

    /**
     * Those that are looked up when they are needed.
     *
     * @param tokenOfSource empty for a source that there is not; thread-safe
     */
    public AuditTokens(Function<String, Optional<String>> tokenOfSource) {
        this.tokenOfSource = tokenOfSource;
    }

    boolean allows(@Nullable String source, @Nullable String token) {
        Optional<String> known = source == null ? Optional.empty() : tokenOfSource.apply(source);
        boolean same = MessageDigest.isEqual(
                known.map(AuditTokens::digest).orElse(nobody), digest(token == null ? "" : token));
        return same && known.isPresent();
    }

    /** Of equal length for all tokens, so that comparing tells nothing of their lengths either. */
    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
