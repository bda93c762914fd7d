package dev.sublet.signin;

import dev.sublet.api.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Somebody who is signed in.
 *
 * @param who asked anew each time, so that a role that is taken back ends at once
 */
record Session(Supplier<Optional<Caller>> who, Instant began, Instant used) {
    Session usedAt(Instant now) {
        return new Session(who, began, now);
    }
}
