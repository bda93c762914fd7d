package dev.sublet.api;

/** What an operation takes as its request's body. */
public enum Body {
    NONE,
    /** An object as JSON, small. */
    JSON,
    /** An object as JSON whose texts may be whole files that people keep. */
    TEXTS,
    /** Files as multipart/form-data. */
    FILES;

    public boolean isJson() {
        return this == JSON || this == TEXTS;
    }
}
