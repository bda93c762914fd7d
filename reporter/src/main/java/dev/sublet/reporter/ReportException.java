package dev.sublet.reporter;

/** Why a report cannot be made, in one line for people: what, which value, what to do. Carries the command's exit code. */
public class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;
    private final int exitCode;

    /** @param exitCode 1 the check failed, 2 wrong use, 3 the environment failed */
    public ReportException(String message, int exitCode) {
        super(message);
        this.message = message;
        this.exitCode = exitCode;
    }

    public ReportException(String message, int exitCode, Throwable cause) {
        super(message, cause);
        this.message = message;
        this.exitCode = exitCode;
    }

    /** Never null, unlike other exceptions' messages. */
    @Override
    public String getMessage() {
        return message;
    }

    public int exitCode() {
        return exitCode;
    }
}
