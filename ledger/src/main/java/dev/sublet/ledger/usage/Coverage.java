package dev.sublet.ledger.usage;

/** What is known of a second: a gap is unknown, never zero. */
public enum Coverage {
    /** Between two looks that both answered. */
    MEASURED(1, "measured"),
    /** A counter spans a gap: the sum is known, its course is not. */
    BRIDGED(2, "bridged"),
    /** Request only, or a tail after the last look. */
    ESTIMATED(3, "estimated"),
    /** Nobody answered for this second. */
    MISSING(4, "missing");

    private final int code;
    private final String label;

    Coverage(int code, String label) {
        this.code = code;
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** A number from 1 to 4 that stays, for what is written compactly. */
    public int code() {
        return code;
    }

    public static Coverage of(int code) {
        for (Coverage one : values()) {
            if (one.code == code) {
                return one;
            }
        }
        throw new IllegalArgumentException("there is no coverage with code " + code);
    }
}
