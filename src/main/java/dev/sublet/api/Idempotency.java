package dev.sublet.api;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the replies to calls that carried an Idempotency-Key, so that one sent again is not done again. It holds the last
 * {@value #KEYS_MAX}, and no longer than the process lives. Thread-safe.
 */
final class Idempotency {
    static final int KEYS_MAX = 1000;
    private static final int KEY_CHARS_MAX = 200;
    /** Bookings have short replies; longer ones come from what may be asked again anyway. */
    private static final int REPLY_BYTES_MAX = 64 << 10;

    private final Map<Key, Done> done = new LinkedHashMap<>();

    private record Key(String caller, String key) {}

    /** @param reply null while the call is under way */
    private record Done(TokenDigest request, @Nullable Reply reply) {}

    /**
     * Does it, or gives what it gave before.
     *
     * @param request all of what was asked for: another request must not come with the same key
     */
    Reply once(String caller, String key, String request, Supplier<Reply> work) {
        if (key.isBlank() || key.length() > KEY_CHARS_MAX) {
            throw ApiProblem.wrong("Idempotency-Key must have 1 to " + KEY_CHARS_MAX + " characters");
        }
        Key name = new Key(caller, key);
        TokenDigest digest = TokenDigest.of(request);
        synchronized (done) {
            Done before = done.get(name);
            if (before != null) {
                return again(before, digest);
            }
            makeRoom();
            done.put(name, new Done(digest, null));
        }
        Reply reply = null;
        try {
            reply = work.get();
            return reply;
        } finally {
            synchronized (done) {
                if (reply == null || reply.length() > REPLY_BYTES_MAX) {
                    // Nothing was booked: it may be tried again.
                    done.remove(name);
                } else {
                    done.put(name, new Done(digest, reply));
                }
            }
        }
    }

    private static Reply again(Done before, TokenDigest digest) {
        if (!before.request().equals(digest)) {
            throw new ApiProblem(422, "this Idempotency-Key came with another request before; take a new one");
        }
        Reply reply = before.reply();
        if (reply == null) {
            throw new ApiProblem(409, "the request with this Idempotency-Key is under way; ask again in a moment");
        }
        return reply;
    }

    /** Those under way stay: there are never more of them than calls at once. */
    private void makeRoom() {
        Iterator<Done> oldest = done.values().iterator();
        while (done.size() >= KEYS_MAX && oldest.hasNext()) {
            if (oldest.next().reply() != null) {
                oldest.remove();
            }
        }
    }
}
