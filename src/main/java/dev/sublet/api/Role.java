package dev.sublet.api;

import java.util.Locale;

/** What a caller is to the house. What each may ask is said by {@link Operation#roles()}. */
public enum Role {
    /** Reads statements. */
    VIEWER,
    /** Answers for a cost center: reads its statements and may object. */
    OWNER,
    /** Closes periods, corrects them, keeps bills. */
    FINANCE,
    /** Runs the clusters. */
    PLATFORM,
    /** Reads everything, also who did what, and places legal holds. */
    AUDITOR;

    /** The word in files and documents. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
