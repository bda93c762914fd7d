package dev.sublet.simulator.replay;

/** A replay that could not go on. The message is one line. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplayException(String message) {
        super(message);
    }
}
