package dev.sublet.bot.removal;

import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Warns before a life ends, and deletes what was stopped for its end as long ago as a deletion can be undone. The pause between them is
 * the work of the step that starts and stops. Thread-safe.
 */
public final class ExpiryStep implements Step {
    static final String SOON = "ExpiresSoon";
    private static final Duration AGAIN = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "Expiry";
    }

    @Override
    public Outcome run(Work work) {
        Wanted wanted = work.wanted();
        Optional<Expiry> expiry = Expiry.of(wanted);
        if (expiry.isEmpty()) {
            calm(work, "it has no end, or is protected");
            return Outcome.DONE;
        }
        Instant now = work.host().clock().instant();
        Instant end = expiry.get().end();
        if (now.isBefore(end)) {
            warn(work, expiry.get(), now);
            return Outcome.DONE;
        }
        calm(work, "its time ended at " + end);
        Instant deleteAt =
                Expiry.deleteAt(work.status().power(), wanted.blueprint().undo());
        return deleteAt == null || now.isBefore(deleteAt) ? Outcome.DONE : delete(work, end);
    }

    private static void warn(Work work, Expiry expiry, Instant now) {
        if (!expiry.isSoon(now)) {
            calm(work, "its time ends at " + expiry.end());
            return;
        }
        String message = "its time ends at " + expiry.end() + ": then it is paused, and later deleted;"
                + " 'sublet vcluster extend " + work.wanted().name() + "' gives it more";
        if (!work.status().isTrue(SOON)) {
            Warnings.tell(work.host(), work.resource(), SOON, message);
        }
        work.status().condition(SOON, true, "LifeEnds", message);
    }

    private static void calm(Work work, String why) {
        if (work.status().isTrue(SOON)) {
            work.status().condition(SOON, false, "NotSoon", why);
        }
    }

    private static Outcome delete(Work work, Instant end) {
        VirtualCluster resource = work.resource();
        String message = "its time ended at " + end + " and nobody extended it";
        work.host().log().own(resource, "expiry/" + work.wanted().uid(), "delete", "{\"reason\":\"Expired\"}", message);
        KubernetesClient client = work.host().client();
        client.resources(VirtualCluster.class)
                .inNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .delete();
        return new Outcome.Waiting("it is deleted: " + message, AGAIN);
    }
}
