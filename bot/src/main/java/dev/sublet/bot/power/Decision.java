package dev.sublet.bot.power;

import dev.sublet.bot.resource.PowerStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a virtual cluster should run now.
 *
 * @param reason why not, or null when it should run
 * @param changesAt when that may change by itself, or null
 * @param message for people
 */
record Decision(
        PowerStatus.@Nullable Reason reason, @Nullable Instant changesAt, String message) {
    boolean runs() {
        return reason == null;
    }
}
