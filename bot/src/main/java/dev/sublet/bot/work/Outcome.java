package dev.sublet.bot.work;

import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a step. */
public sealed interface Outcome {
    /** The next step may begin. */
    Outcome DONE = new Done();

    /** The step is as it should be. */
    record Done() implements Outcome {}

    /**
     * The step has done its part, and something else has not yet.
     *
     * @param message what is waited for, for people
     * @param again when to look again, should nothing else tell
     */
    record Waiting(String message, Duration again) implements Outcome {}

    /**
     * The way ends here for now, as it should.
     *
     * @param again when to look again, or null when only a change matters
     */
    record Ended(Phase phase, String message, @Nullable Duration again) implements Outcome {}
}
