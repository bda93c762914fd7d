package dev.sublet.reporter.explain;

import java.util.Locale;

/** Why an amount is another one than before. reporter/DESIGN.md has the formulas. */
public enum BridgePart {
    PRICE("higher prices", "lower prices"),
    VOLUME("more volume", "less volume"),
    MIX("other things", "other things"),
    DAYS("more days", "fewer days"),
    OVERHEAD("more overhead", "less overhead"),
    OWNERS("taken over from others", "handed over to others"),
    SHARED("more shared cost", "less shared cost"),
    CORRECTIONS("corrections", "corrections"),
    ADJUSTMENTS("adjustments", "adjustments");

    private final String more;
    private final String less;

    BridgePart(String more, String less) {
        this.more = more;
        this.less = less;
    }

    /** In words for people. */
    public String words(boolean higher) {
        return higher ? more : less;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
