package dev.sublet.ledger.usage;

/** What is known of a second: a gap is unknown, never zero. */
public enum Coverage {
    /** Between two looks that both answered. */
    MEASURED("measured"),
    /** A counter spans a gap: the sum is known, its course is not. */
    BRIDGED("bridged"),
    /** Request only, or a tail after the last look. */
    ESTIMATED("estimated"),
    /** Nobody answered for this second. */
    MISSING("missing");

    private final String label;

    Coverage(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
