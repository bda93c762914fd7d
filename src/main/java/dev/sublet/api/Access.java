package dev.sublet.api;

import java.util.Optional;

/** Tells who a caller is. Thread-safe and quick: it is asked on event loops. */
public interface Access {
    /** Who shows this bearer token, or empty for nobody that is known. */
    Optional<Caller> caller(String token);

    /** Looks again at what it knows callers from. May block. */
    default void refresh() {}

    /** Whether people sign in somewhere, so that a token alone does not tell which person it is. */
    default boolean signsIn() {
        return false;
    }

    /** Whom either of two knows; the first one's word counts. */
    static Access either(Access first, Access second) {
        return new Access() {
            @Override
            public Optional<Caller> caller(String token) {
                Optional<Caller> found = first.caller(token);
                // Both are always asked, so that the time tells nothing.
                Optional<Caller> other = second.caller(token);
                return found.isPresent() ? found : other;
            }

            @Override
            public boolean signsIn() {
                return first.signsIn() || second.signsIn();
            }

            @Override
            public void refresh() {
                first.refresh();
                second.refresh();
            }
        };
    }
}
