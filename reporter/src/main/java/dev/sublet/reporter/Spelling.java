package dev.sublet.reporter;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What somebody may have meant who wrote a name that is not there. Stateless. */
public final class Spelling {
    private static final int SUGGESTIONS = 3;
    private static final int SLIPS_MAX = 2;
    private static final int LETTERS_PER_SLIP = 4;

    private Spelling() {}

    /** {@code "; did you mean a?"} for a slip of one of the names, else {@code "; there is a, b, c and 4 more"}, the nearest first; empty without names. */
    public static String hint(String written, Collection<String> names) {
        List<String> nearest = nearest(written, names);
        if (nearest.isEmpty()) {
            return "";
        }
        String first = nearest.get(0);
        if (distance(written, first) <= Math.max(SLIPS_MAX, written.length() / LETTERS_PER_SLIP)) {
            return "; did you mean " + first + "?";
        }
        return "; there is " + nearest.stream().limit(SUGGESTIONS).collect(Collectors.joining(", "))
                + (nearest.size() > SUGGESTIONS ? " and " + (nearest.size() - SUGGESTIONS) + " more" : "");
    }

    /** The names, the nearest first. */
    public static List<String> nearest(String written, Collection<String> names) {
        return names.stream()
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.comparingInt((String name) -> distance(name, written))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** How many characters must be put in, taken out or changed (Levenshtein). */
    public static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
