package dev.sublet.bot.slack.transport;

import dev.sublet.bot.slack.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of Slack from forged, old and repeated ones: {@code v0=HMAC-SHA256("v0:" + timestamp + ":" + body)} in hex. Slack's own
 * library accepts times in the future and compares texts letter by letter; this does neither. Thread-safe.
 */
public final class Signatures {
    /** How far a request's time may be from ours, in either direction. */
    public static final Duration SKEW_MAX = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
    private static final Pattern SIGNATURE = Pattern.compile("v0=[0-9a-f]{64}");

    private final SecretKeySpec key;
    private final ReplayCache seen;
    private final Clock clock;

    public Signatures(Secret secret, Clock clock) {
        key = new SecretKeySpec(secret.text().getBytes(StandardCharsets.UTF_8), ALGORITHM);
        // A request from the future stays fit for twice the skew.
        seen = new ReplayCache(SKEW_MAX.multipliedBy(2), clock);
        this.clock = clock;
    }

    /** What a request is. */
    public enum Verdict {
        GENUINE,
        /** Genuine, and here already. */
        REPEATED,
        FORGED,
        /** More requests in ten minutes than can be remembered: none is taken that could be a repeated one. */
        TOO_MANY
    }

    /** Judges a request by its headers and the bytes of its body. */
    public Verdict judge(@Nullable String timestamp, @Nullable String signature, byte[] body) {
        if (timestamp == null
                || signature == null
                || !TIMESTAMP.matcher(timestamp).matches()
                || !SIGNATURE.matcher(signature).matches()) {
            return Verdict.FORGED;
        }
        long ageS = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
        boolean genuine = MessageDigest.isEqual(
                sign(timestamp, body).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.US_ASCII));
        if (!genuine || Math.abs(ageS) > SKEW_MAX.toSeconds()) {
            return Verdict.FORGED;
        }
        return switch (seen.add(signature)) {
            case NEW -> Verdict.GENUINE;
            case KNOWN -> Verdict.REPEATED;
            case FULL -> Verdict.TOO_MANY;
        };
    }

    /** A genuine request could not be taken: it may come again. */
    public void forget(String signature) {
        seen.remove(signature);
    }

    /** The signature that Slack would give. */
    String sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
