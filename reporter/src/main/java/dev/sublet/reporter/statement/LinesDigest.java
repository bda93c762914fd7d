package dev.sublet.reporter.statement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** A digest of a statement's lines, so that a changed line shows. */
public final class LinesDigest {
    // Control characters that no name in Kubernetes can hold, so that no two different rows have the same text.
    private static final char FIELD_END = '\u001f';
    private static final char LINE_END = '\u001e';
    private static final String NULL = "\u0000";

    private LinesDigest() {}

    /** SHA-256, in hexadecimal, over every field of every line in order. */
    public static String of(List<StatementLine> lines) {
        StringBuilder text = new StringBuilder();
        for (StatementLine line : lines) {
            field(text, line.costCenter());
            field(text, Objects.requireNonNullElse(line.team(), NULL));
            field(text, line.cluster());
            field(text, Objects.requireNonNullElse(line.vcluster(), NULL));
            field(text, Objects.requireNonNullElse(line.vclusterNamespace(), NULL));
            field(text, Objects.requireNonNullElse(line.vclusterUid(), NULL));
            field(text, line.podClass());
            field(text, line.resource());
            field(text, line.charge());
            field(text, Objects.requireNonNullElse(line.policy(), NULL));
            field(text, Objects.requireNonNullElse(line.source(), NULL));
            field(text, line.pricing());
            field(text, line.quantity().setScale(9).toPlainString());
            field(text, line.unit());
            field(text, line.amountNanos().toString());
            text.append(LINE_END);
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void field(StringBuilder text, String value) {
        text.append(value).append(FIELD_END);
    }
}
