package dev.sublet.bot.drift;

import dev.sublet.bot.blueprint.DriftRule;
import dev.sublet.bot.inside.Insides;
import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.resource.DriftItem;
import dev.sublet.bot.resource.DriftStatus;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares a running virtual cluster with its blueprint, as often as the blueprint says, and puts right what differs, or only tells.
 * Told by status, the condition {@code Drifted}, metrics, and for each repair by the ledger and an event. Thread-safe.
 */
public final class DriftStep implements Step {
    /** Whether something differs that was not put right. */
    public static final String CONDITION = "Drifted";

    /** On a VirtualCluster: when somebody asked for a look. */
    public static final String LOOK = "sublet.dev/look-at-drift";

    private static final Duration SKEW_MAX = Duration.ofMinutes(5);

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
        boolean asked = isAsked(work, now);
        if (!asked && (due == null || now.isBefore(due))) {
            work.status().again(due == null ? rule.every() : Duration.between(now, due));
            return Outcome.DONE;
        }
        List<DriftItem> items = new DriftCheck(work, insides, hostKinds, clean, !asked && rule.repair()).run();
        Repairs.tell(work, items);
        int repaired = (int) items.stream().filter(DriftItem::repaired).count();
        work.status().drift(new DriftStatus(work.status().now(), items.size(), items));
        work.status()
                .condition(
                        CONDITION,
                        items.size() > repaired,
                        items.isEmpty() ? "AsWanted" : items.size() > repaired ? "Differs" : "Repaired",
                        message(items, rule.repair(), asked));
        counts.put(work.wanted().namespace(), work.wanted().name(), items.size(), repaired, now);
        work.status().again(rule.every());
        return Outcome.DONE;
    }

    /** Somebody wants to know now. Such a look changes nothing; what it finds is repaired by the next one. */
    private static boolean isAsked(Work work, Instant now) {
        Map<String, String> annotations = work.resource().getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(LOOK);
        DriftStatus last = work.status().drift();
        try {
            Instant asked = text == null ? Instant.MIN : Instant.parse(text);
            return asked.isAfter(last == null ? Instant.MIN : Instant.parse(last.checkedAt()))
                    && asked.isBefore(now.plus(SKEW_MAX));
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Null before it was ready for the first time: all was applied just now. */
    private static @Nullable Instant due(Work work, Duration every) {
        DriftStatus last = work.status().drift();
        String since = last == null ? work.status().build().readyAt() : last.checkedAt();
        return since == null ? null : Instant.parse(since).plus(every);
    }

    private static String message(List<DriftItem> items, boolean repair, boolean asked) {
        if (items.isEmpty()) {
            return "all is as the blueprint says";
        }
        DriftItem first =
                items.stream().filter(item -> !item.repaired()).findFirst().orElse(items.get(0));
        String more = items.size() == 1 ? "" : ", and " + (items.size() - 1) + " more";
        String remedy = first.repaired()
                ? ""
                : !repair ? "; the blueprint says to report it only" : asked ? "; repaired at the next look" : "";
        return Repairs.title(first) + ": " + first.what() + (first.repaired() ? ", put right" : "") + more + remedy;
    }
}
