package dev.sublet.bot.drift;

import dev.sublet.bot.blueprint.DriftRule;
import dev.sublet.bot.inside.Insides;
import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.resource.DriftItem;
import dev.sublet.bot.resource.DriftStatus;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares a running virtual cluster with its blueprint, as often as the blueprint says, and puts right what differs, or only tells.
 * Told by status, the condition {@code Drifted}, metrics, and for each repair by the ledger and an event. Thread-safe.
 */
public final class DriftStep implements Step {
    /** Whether something differs that was not put right. */
    public static final String CONDITION = "Drifted";

    private final Insides insides;
    private final Kinds hostKinds;
    private final DriftCounts counts;
    private final Clean clean = new Clean();

    /**
     * For one host.
     *
     * @param hostKinds the host's
     */
    public DriftStep(Insides insides, Kinds hostKinds, DriftCounts counts) {
        this.insides = insides;
        this.hostKinds = hostKinds;
        this.counts = counts;
    }

    @Override
    public String name() {
        return "Drift";
    }

    @Override
    public Outcome run(Work work) {
        DriftRule rule = work.wanted().blueprint().drift();
        Instant now = work.host().clock().instant();
        Instant due = due(work, rule.every());
        if (due == null || now.isBefore(due)) {
            work.status().again(due == null ? rule.every() : Duration.between(now, due));
            return Outcome.DONE;
        }
        List<DriftItem> items = new DriftCheck(work, insides, hostKinds, clean).run();
        Repairs.tell(work, items);
        int repaired = (int) items.stream().filter(DriftItem::repaired).count();
        work.status().drift(new DriftStatus(work.status().now(), items.size(), items));
        work.status()
                .condition(
                        CONDITION,
                        items.size() > repaired,
                        items.isEmpty() ? "AsWanted" : items.size() > repaired ? "Differs" : "Repaired",
                        message(items, rule.repair()));
        counts.put(work.wanted().namespace(), work.wanted().name(), items.size(), repaired, now);
        work.status().again(rule.every());
        return Outcome.DONE;
    }

    /** Null before it was ready for the first time: all was applied just now. */
    private static @Nullable Instant due(Work work, Duration every) {
        DriftStatus last = work.status().drift();
        String since = last == null ? work.status().build().readyAt() : last.checkedAt();
        return since == null ? null : Instant.parse(since).plus(every);
    }

    private static String message(List<DriftItem> items, boolean repair) {
        if (items.isEmpty()) {
            return "all is as the blueprint says";
        }
        DriftItem first =
                items.stream().filter(item -> !item.repaired()).findFirst().orElse(items.get(0));
        String more = items.size() == 1 ? "" : ", and " + (items.size() - 1) + " more";
        String remedy = repair || first.repaired() ? "" : "; the blueprint says to report it only";
        return Repairs.title(first) + ": " + first.what() + (first.repaired() ? ", put right" : "") + more + remedy;
    }
}
