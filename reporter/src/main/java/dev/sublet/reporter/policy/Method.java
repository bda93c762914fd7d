package dev.sublet.reporter.policy;

/** How a rule cuts what it hands on, in the words of AWS cost categories and of finance. */
public enum Method {
    /** By what those who take part cost or used. */
    PROPORTIONAL,
    /** The same for each. */
    EVEN,
    /** By written percentages. */
    FIXED,
    /** Not at all: it stays where it is. */
    KEEP;

    /** The word in a policy file. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
