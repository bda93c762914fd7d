package dev.sublet.simulator.scenario;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Names and UIDs that depend on the seed alone. */
final class Names {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int NAME_MAX = 63;
    private static final int KEPT_CHARS = 52;

    private final long seed;

    Names(long seed) {
        this.seed = seed;
    }

    String uid(String key) {
        return UUID.nameUUIDFromBytes((seed + "/" + key).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** A number from 0 to below {@code bound}. */
    int pick(String key, int bound) {
        return (int) Math.floorMod(UUID.fromString(uid(key)).getLeastSignificantBits(), (long) bound);
    }

    /** Letters as Kubernetes puts at the end of generated names. */
    String suffix(String key, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(pick(key + "#" + i, LETTERS.length())));
        }
        return text.toString();
    }

    /** The host name of an object in a vcluster, shortened as vcluster does it. */
    static String onHost(String name, String virtualNamespace, String vcluster) {
        String full = name + "-x-" + virtualNamespace + "-x-" + vcluster;
        if (full.length() <= NAME_MAX) {
            return full;
        }
        return (full.substring(0, KEPT_CHARS) + "-" + sha256(full).substring(0, 10)).replace(".-", "-");
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
