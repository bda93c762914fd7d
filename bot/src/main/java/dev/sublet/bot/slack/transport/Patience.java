package dev.sublet.bot.slack.transport;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Slack, and when Slack says when to come again, waits so long before anybody asks the same again. Bounded. Thread-safe. */
final class Patience implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final int TOO_MANY = 429;
    private static final int ATTEMPTS_MAX = 5;
    private static final long WAIT_S_MAX = 120;
    private static final int KEYS_MAX = 10_000;

    private final Map<String, Long> notBeforeNanos = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A call of the Web API. */
    @FunctionalInterface
    interface Request<R> {
        R send() throws IOException, SlackApiException;
    }

    /** @param place what a rate limit is counted by beside the method, such as a channel; or empty */
    <R extends SlackApiTextResponse> R ask(String method, String place, Request<R> request) {
        String key = method + "/" + place;
        for (int attempt = 1; ; attempt++) {
            await(method, key);
            try {
                R response = request.send();
                if (!response.isOk()) {
                    throw new SlackException(method, String.valueOf(response.getError()));
                }
                return response;
            } catch (SlackApiException e) {
                if (e.getResponse().code() != TOO_MANY || attempt == ATTEMPTS_MAX) {
                    throw new SlackException(method, "HTTP " + e.getResponse().code());
                }
                later(key, e.getResponse().header("Retry-After"));
                LOG.info("event=slack_rate_limited method={} attempt={}", method, attempt);
            } catch (IOException e) {
                throw new SlackException(method, e);
            }
        }
    }

    private void later(String key, @Nullable String retryAfter) {
        long waitS = retryAfter != null && retryAfter.matches("[0-9]{1,6}") ? Long.parseLong(retryAfter) : 1;
        if (notBeforeNanos.size() >= KEYS_MAX) {
            notBeforeNanos.clear();
        }
        notBeforeNanos.put(key, System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.min(waitS, WAIT_S_MAX)));
    }

    private void await(String method, String key) {
        Long until = notBeforeNanos.get(key);
        long leftNanos = until == null ? 0 : until - System.nanoTime();
        try {
            if (leftNanos > 0 && closed.await(leftNanos, TimeUnit.NANOSECONDS)) {
                throw new SlackException(method, "the bot stops");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlackException(method, e);
        }
        if (until != null) {
            notBeforeNanos.remove(key, until);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
