package dev.sublet.reporter;

/** Why a report cannot be made, in one line for people: what, which value, what to do. Carries the command's exit code. */
public class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;
    private final int exitCode;
    private final Refusal refusal;

    /** What sort of wrong use it is, for those who answer with more than an exit code. */
    public enum Refusal {
        /** A value is not fit. */
        VALUE,
        /** The value is fit, but what it names is in a state that does not allow it. */
        STATE,
        /** What it names is not there. */
        NOT_THERE
    }

    /** @param exitCode 1 the check failed, 2 wrong use, 3 the environment failed */
    public ReportException(String message, int exitCode) {
        this(message, exitCode, Refusal.VALUE);
    }

    public ReportException(String message, int exitCode, Throwable cause) {
        super(message, cause);
        this.message = message;
        this.exitCode = exitCode;
        this.refusal = Refusal.VALUE;
    }

    private ReportException(String message, int exitCode, Refusal refusal) {
        super(message);
        this.message = message;
        this.exitCode = exitCode;
        this.refusal = refusal;
    }

    /** Wrong use because of the state that something is in, such as closed already. */
    public static ReportException state(String message) {
        return new ReportException(message, 2, Refusal.STATE);
    }

    /** Wrong use because what was named is not there. */
    public static ReportException notThere(String message) {
        return new ReportException(message, 2, Refusal.NOT_THERE);
    }

    /** Never null, unlike other exceptions' messages. */
    @Override
    public String getMessage() {
        return message;
    }

    public int exitCode() {
        return exitCode;
    }

    public Refusal refusal() {
        return refusal;
    }
}
