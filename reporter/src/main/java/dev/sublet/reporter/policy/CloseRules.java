package dev.sublet.reporter.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What hinders the close of a period, beside what always does.
 *
 * @param coverageMillionths the least part of all pods' seconds that must be measured or bridged
 * @param hinders the others that do
 */
public record CloseRules(long coverageMillionths, Set<Hindering> hinders) {
    /** Ninety-five in a hundred; cost without an owner, and open disputes. */
    public static final CloseRules STANDARD =
            new CloseRules(950_000, EnumSet.of(Hindering.NO_OWNER, Hindering.DISPUTES));

    public CloseRules {
        hinders = Set.copyOf(hinders);
    }

    /** What may hinder a close or not. */
    public enum Hindering {
        NO_OWNER("no-owner"),
        DISPUTES("disputes"),
        UNPRICED("unpriced"),
        UNMATCHED("unmatched"),
        UNKNOWN_NAMES("unknown-names");

        private final String label;

        Hindering(String label) {
            this.label = label;
        }

        /** As people write it. */
        public String label() {
            return label;
        }

        /** All labels, in their order. */
        public static List<String> labels() {
            return List.of(values()).stream().map(Hindering::label).toList();
        }
    }

    /**
     * Those that are named.
     *
     * @throws IllegalArgumentException whose message is the word that is no label
     */
    public static Set<Hindering> named(List<String> labels) {
        Set<Hindering> named = EnumSet.noneOf(Hindering.class);
        for (String label : labels) {
            named.add(List.of(Hindering.values()).stream()
                    .filter(each -> each.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(label)));
        }
        return named;
    }
}
