package dev.sublet.bot.quote;

import dev.sublet.bot.plan.Wanted;

/** Who tells prices. Implementations are thread-safe. */
public interface Pricer {
    /** Knows none. */
    Pricer NONE = wanted -> {
        throw new UnquotedException("no price book is at hand; name one in the settings or with --prices");
    };

    /**
     * What it would cost from now on.
     *
     * @throws UnquotedException when no price can be told
     */
    Quote quote(Wanted wanted);
}
