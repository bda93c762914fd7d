package dev.sublet.simulator.recording;

/** A recording that cannot be used. The message is one line: which recording, which file, what to do. */
public final class RecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordingException(String message) {
        super(message);
    }

    RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
