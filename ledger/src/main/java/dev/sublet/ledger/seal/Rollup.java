package dev.sublet.ledger.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The one text by which usage rows become billing hours: in the view {@code usage_hour}, when hours are sealed, and where they are proven. */
public final class Rollup {
    private static final String SELECT = read();

    private Rollup() {}

    /**
     * A SELECT that gives the columns of the view {@code usage_hour}.
     *
     * @param source what stands behind FROM and has the columns of {@code usage}: a table, a view, or a SELECT in parentheses
     * @param hourSql the start of the billing hour, or of the part of it, that {@code from_s} lies in, see
     *     {@link dev.sublet.ledger.calendar.BillingHours#startSql} and {@link dev.sublet.ledger.calendar.BillingHours#partSql}
     */
    public static String select(String source, String hourSql) {
        return SELECT.replace("${source}", source).replace("${hour}", hourSql);
    }

    /** Without the comment, so that the text can stand inside a statement of one line. */
    private static String read() {
        try (InputStream in = Rollup.class.getResourceAsStream("rollup.sql")) {
            if (in == null) {
                throw new IllegalStateException("no rollup.sql beside " + Rollup.class.getName());
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(text.indexOf("SELECT")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
