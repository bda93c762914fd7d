package dev.sublet.bot.approval;

import dev.sublet.bot.quote.Quote;
import org.jspecify.annotations.Nullable;

/** What a blueprint's approvals say of something that is wanted. */
public sealed interface Verdict {
    /** Nobody has to agree. */
    record Free() implements Verdict {}

    /**
     * Somebody has to agree.
     *
     * @param why one line
     * @param quote null when no price can be told
     * @param unpriced why there is none
     */
    record Ask(String why, @Nullable Quote quote, @Nullable String unpriced) implements Verdict {}

    /** Above the price cap: refused whoever agrees. */
    record TooDear(String why) implements Verdict {}

    /** There is a price cap, and no price can be told yet. */
    record Unknown(String why) implements Verdict {}
}
