package dev.sublet.api;

/** What an operation takes as its request's body. */
public enum Body {
    NONE,
    /** An object as JSON, small. */
    JSON,
    /** Files as multipart/form-data. */
    FILES
}
