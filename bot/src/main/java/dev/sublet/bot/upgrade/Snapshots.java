package dev.sublet.bot.upgrade;

import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Work;

/** Replaced below. */
public final class Snapshots {
    public Outcome take(Work work, String name, String why) {
        return Outcome.DONE;
    }
}
