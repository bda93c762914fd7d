package dev.sublet.ledger.owner;

import java.util.regex.Pattern;

/**
 * Who pays for pods in some namespaces of a vcluster. A name comes before a start; of starts that fit, the longest.
 *
 * @param pattern a namespace's name as its tenant knows it, or the start of names and {@code *}
 */
public record NamespaceOwner(String pattern, String costCenter) {
    static final Pattern PATTERN = Pattern.compile("[a-z0-9]([-a-z0-9]*)(\\*)?|\\*");

    /** Whether it is the start of names. */
    public boolean isStart() {
        return pattern.endsWith("*");
    }

    /** The name, or the start of names. */
    public String text() {
        return isStart() ? pattern.substring(0, pattern.length() - 1) : pattern;
    }
}
