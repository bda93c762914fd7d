package dev.sublet.collector.audit;

/** Why one event cannot be kept as an event. */
final class BadEventException extends Exception {
    private static final long serialVersionUID = 1L;

    BadEventException(String reason) {
        super(reason);
    }
}
