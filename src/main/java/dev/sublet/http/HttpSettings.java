package dev.sublet.http;

import java.time.Duration;

/**
 * How the HTTP server listens and what it bears.
 *
 * @param port 0 takes a free one
 * @param bodyBytesMax of an audit webhook's call; a larger one is refused with 413
 * @param bodyTimeout a call whose body takes longer is cut off
 * @param auditAtOnce calls of audit webhooks that are read or stored at a time; more are refused with 429
 */
public record HttpSettings(String host, int port, long bodyBytesMax, Duration bodyTimeout, int auditAtOnce) {
    public HttpSettings {
        if (port < 0 || port > 65535) {
            throw bad("http.port", port, "between 0 and 65535");
        }
        if (bodyBytesMax < 1024 || bodyBytesMax > 256L << 20) {
            throw bad("audit.bodyBytesMax", bodyBytesMax, "between 1 KiB and 256 MiB");
        }
        if (bodyTimeout.toMillis() < 1) {
            throw bad("audit.bodyTimeout", bodyTimeout, "longer than 0");
        }
        if (auditAtOnce < 1 || auditAtOnce > 100) {
            throw bad("audit.callsAtOnce", auditAtOnce, "between 1 and 100");
        }
    }

    private static IllegalArgumentException bad(String key, Object value, String wanted) {
        return new IllegalArgumentException(key + " is " + value + "; it must be " + wanted);
    }

    public static HttpSettings loopback(int port) {
        return new HttpSettings("127.0.0.1", port, 32L << 20, Duration.ofSeconds(30), 8);
    }
}
