package dev.sublet.collector.watch;

import org.jspecify.annotations.Nullable;

/** The cluster cannot be watched: which server, what failed, and what to do, in one line. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
