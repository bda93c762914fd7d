package dev.sublet.api;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The API's settings.
 *
 * @param enabled whether there is one at all
 * @param tokensFile who may call beside the data folder's owner, or null for nobody
 * @param callsAtOnce calls that are answered at a time
 * @param callsWaiting calls that may wait for their turn beside those; more are refused with 429
 * @param timeout for an answer, from the end of the request's body
 * @param uploadBytesMax of a bill's files; a larger upload is refused with 413
 */
public record ApiSettings(
        boolean enabled,
        @Nullable Path tokensFile,
        int callsAtOnce,
        int callsWaiting,
        Duration timeout,
        long uploadBytesMax) {
    public ApiSettings {
        if (callsAtOnce < 1 || callsAtOnce > 100) {
            throw bad("api.callsAtOnce", callsAtOnce, "between 1 and 100");
        }
        if (callsWaiting < 0 || callsWaiting > 10_000) {
            throw bad("api.callsWaiting", callsWaiting, "between 0 and 10000");
        }
        if (timeout.toMillis() < 1 || timeout.toHours() > 1) {
            throw bad("api.timeout", timeout, "longer than 0 and at most 1h");
        }
        if (uploadBytesMax < 1024 || uploadBytesMax > 16L << 30) {
            throw bad("api.uploadBytesMax", uploadBytesMax, "between 1 KiB and 16 GiB");
        }
    }

    private static IllegalArgumentException bad(String key, Object value, String wanted) {
        return new IllegalArgumentException(key + " is " + value + "; it must be " + wanted);
    }

    public static ApiSettings defaults() {
        return new ApiSettings(true, null, 2, 32, Duration.ofMinutes(2), 256L << 20);
    }
}
