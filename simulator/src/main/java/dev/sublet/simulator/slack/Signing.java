package dev.sublet.simulator.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Slack's signature, version 0: HMAC-SHA256 over {@code v0:timestamp:body}. */
public final class Signing {
    private static final String ALGORITHM = "HmacSHA256";

    private Signing() {}

    /**
     * The value of {@code X-Slack-Signature}.
     *
     * @param timestampSeconds the value of {@code X-Slack-Request-Timestamp}
     * @param body as sent
     */
    public static String sign(String secret, long timestampSeconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] digest = mac.doFinal(("v0:" + timestampSeconds + ":" + body).getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, missing);
        }
    }
}
