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
    public static HttpSettings loopback(int port) {
        return new HttpSettings("127.0.0.1", port, 32L << 20, Duration.ofSeconds(30), 8);
    }
}
