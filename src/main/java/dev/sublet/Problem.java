package dev.sublet;

/**
 * Why a command ends early, in one line for people: what, which value, what to do. Carries the exit code: 1 the check
 * failed, 2 wrong use, 3 the environment failed.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Problem(String message, int exitCode, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    private Problem(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    public static Problem checkFailed(String message) {
        return new Problem(message, 1);
    }

    public static Problem wrongUse(String message) {
        return new Problem(message, 2);
    }

    public static Problem wrongUse(String message, Throwable cause) {
        return new Problem(message, 2, cause);
    }

    public static Problem environment(String message) {
        return new Problem(message, 3);
    }

    public static Problem environment(String message, Throwable cause) {
        return new Problem(message, 3, cause);
    }

    public int exitCode() {
        return exitCode;
    }
}
