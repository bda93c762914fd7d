package dev.sublet.bot.power;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The statements that lie beside these classes. */
final class Sql {
    static final String LAST_PERSON = read("last-person.sql");

    private Sql() {}

    private static String read(String name) {
        try (InputStream resource = Sql.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is not in the jar; build it anew");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
