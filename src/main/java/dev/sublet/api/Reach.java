package dev.sublet.api;

/** How an operation keeps callers that may see some cost centers alone from what is others'. */
public enum Reach {
    /** It cannot be told apart: such callers are refused. */
    WHOLE,
    /** It is asked for one cost center, and what speaks of all is left out. */
    STATEMENT,
    /** Rows of other cost centers are left out. */
    ROWS,
    /** The cost center that the body names must be one of theirs. */
    BODY
}
