package dev.sublet.signin;

/** Why somebody is not signed in, in one line that may be shown. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String reason) {
        super(reason);
    }
}
