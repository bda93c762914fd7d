package dev.sublet.reporter.close;

import java.text.Normalizer;
import java.util.Locale;

/** Who is who. Stateless. */
final class Persons {
    private Persons() {}

    /** Whether two names may be one person's: case, width and space around them tell nobody apart. */
    static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }
}
