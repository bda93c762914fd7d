package dev.sublet.collector.discovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How vcluster builds names on the host. One-way: a name cannot be split again, since its parts may contain "-x-". */
final class HostNames {
    private static final int CHARS_MAX = 63;
    private static final int KEPT_CHARS = 52;
    private static final int DIGEST_CHARS = 10;

    private HostNames() {}

    /** Parts joined by "-"; a result over 63 characters is cut and ends in a digest of the whole. */
    static String safeConcat(String... parts) {
        String full = String.join("-", parts);
        if (full.length() <= CHARS_MAX) {
            return full;
        }
        String digest = HexFormat.of().formatHex(sha256(full)).substring(0, DIGEST_CHARS);
        return (full.substring(0, KEPT_CHARS) + "-" + digest).replace(".-", "-");
    }

    /** The mark on what belongs to a vcluster but to no namespace, such as the namespaces it maps. */
    static String clusterMark(String namespace, String name) {
        return safeConcat(namespace, "x", name);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
