package dev.sublet.signin;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The pages' settings.
 *
 * @param enabled whether there are pages at all
 * @param url how browsers reach this process, without a path; null for the address that it listens on
 * @param sessionIdle a session that is not used for so long ends
 * @param sessionMax a session ends so long after the sign-in
 * @param sessionsMax sessions at a time; a further one ends the one longest unused
 */
public record WebSettings(
        boolean enabled, @Nullable URI url, Duration sessionIdle, Duration sessionMax, int sessionsMax) {
    public WebSettings {
        if (url != null
                && (!("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                        || url.getHost() == null
                        || url.getUserInfo() != null
                        || !(url.getPath().isEmpty() || url.getPath().equals("/"))
                        || url.getQuery() != null
                        || url.getFragment() != null)) {
            throw bad("web.url", url, "https://HOST[:PORT] or http://HOST[:PORT], without a path");
        }
        if (sessionIdle.toMinutes() < 1 || sessionIdle.toDays() > 7) {
            throw bad("web.sessionIdle", sessionIdle, "between 1m and 168h");
        }
        if (sessionMax.compareTo(sessionIdle) < 0 || sessionMax.toDays() > 30) {
            throw bad("web.sessionMax", sessionMax, "at least web.sessionIdle and at most 720h");
        }
        if (sessionsMax < 1 || sessionsMax > 100_000) {
            throw bad("web.sessionsMax", sessionsMax, "between 1 and 100000");
        }
    }

    private static IllegalArgumentException bad(String key, Object value, String wanted) {
        return new IllegalArgumentException(key + " is " + value + "; it must be " + wanted);
    }

    public static WebSettings defaults() {
        return new WebSettings(true, null, Duration.ofHours(2), Duration.ofHours(12), 1_000);
    }

    /** Whether browsers come by TLS, so that cookies may travel by it alone. */
    public boolean secure() {
        return url != null && "https".equals(url.getScheme());
    }

    /** Where browsers find this process, without a slash at the end. */
    public String base(int port) {
        return url == null ? "http://127.0.0.1:" + port : url.getScheme() + "://" + url.getAuthority();
    }
}
