package dev.sublet.collector.kubelet;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a node's kubelet gave no summary, in one line. */
public final class KubeletException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Kinds of failure, few enough to count. */
    public enum Reason {
        NO_ADDRESS("no address"),
        UNREACHABLE("unreachable"),
        NOT_TRUSTED("certificate not trusted"),
        REFUSED("access refused"),
        FAILED("kubelet failed"),
        TIMEOUT("time-out"),
        TOO_LARGE("too large"),
        UNREADABLE("unreadable"),
        OTHER_NODE("another node answered"),
        DEADLINE("round's deadline");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** The word used in metrics and logs. */
        public String label() {
            return label;
        }
    }

    private final Reason reason;

    public KubeletException(Reason reason, String message) {
        this(reason, message, null);
    }

    public KubeletException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
