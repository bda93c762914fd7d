package dev.sublet.bot.power;

import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.PowerStatus;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import dev.sublet.bot.work.Workload;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stops and starts a virtual cluster as it is wanted now. Thread-safe. */
public final class PowerStep implements Step {
    /** Until then a person wants it awake, whatever schedule and idleness say. */
    public static final String AWAKE_UNTIL = "sublet.dev/awake-until";

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final People people;

    public PowerStep(People people) {
        this.people = people;
    }

    @Override
    public String name() {
        return "Power";
    }

    /** Whether it is wanted to run at this moment. */
    public boolean runs(Work work) {
        return decide(work, work.host().clock().instant()).runs();
    }

    private Decision decide(Work work, Instant now) {
        return Decider.decide(work.wanted(), now, awakeUntil(work), quietSince(work));
    }

    @Override
    public Outcome run(Work work) {
        Wanted wanted = work.wanted();
        Instant now = work.host().clock().instant();
        Instant end = wanted.life() == null ? null : wanted.createdAt().plus(wanted.life());
        work.status()
                .expiresAt(
                        end == null ? null : end.truncatedTo(ChronoUnit.SECONDS).toString());
        Decision decision = decide(work, now);
        Optional<Workload> workload = Workload.find(work.host().client(), wanted);
        return decision.runs() ? start(work, workload) : stop(work, decision, workload, now);
    }

    private static Outcome stop(Work work, Decision decision, Optional<Workload> workload, Instant now) {
        PowerStatus before = work.status().power();
        List<String> lost = before == null ? List.of() : before.lost();
        if (workload.isPresent() && !Pause.isPaused(workload.get())) {
            lost = Pause.whatIsLost(work.host().client(), work.wanted());
            Pause.pause(work.host().client(), workload.get(), now);
            work.host()
                    .log()
                    .own(
                            work.resource(),
                            "power/" + work.wanted().uid() + "/" + now.toEpochMilli(),
                            decision.reason() == PowerStatus.Reason.Person ? "stop" : "sleep",
                            "{\"reason\":\"" + decision.reason() + "\"}",
                            decision.message());
            workload = Workload.find(work.host().client(), work.wanted());
        }
        boolean gone = workload.map(Workload::existing).orElse(0) == 0;
        if (gone) {
            // Only now: a control plane that still runs would make the pods anew.
            Pause.deletePods(work.host().client(), work.wanted());
        }
        note(work, gone ? PowerStatus.State.Stopped : PowerStatus.State.Stopping, decision, lost);
        return gone
                ? new Outcome.Ended(Phase.Paused, message(decision, lost), until(decision.changesAt(), now))
                : new Outcome.Waiting("the control plane stops", SOON);
    }

    private static Outcome start(Work work, Optional<Workload> workload) {
        if (workload.isPresent() && Pause.isPaused(workload.get())) {
            Pause.resume(work.host().client(), workload.get());
            Instant now = work.host().clock().instant();
            work.host()
                    .log()
                    .own(
                            work.resource(),
                            "power/" + work.wanted().uid() + "/" + now.toEpochMilli(),
                            "wake",
                            "{}",
                            "it was stopped and is wanted");
        }
        note(work, PowerStatus.State.Running, new Decision(null, null, ""), List.of());
        return Outcome.DONE;
    }

    private static void note(Work work, PowerStatus.State state, Decision decision, List<String> lost) {
        PowerStatus before = work.status().power();
        String since = before != null && before.state() == state && before.reason() == decision.reason()
                ? before.since()
                : work.status().now();
        Instant wakes = decision.changesAt();
        work.status()
                .power(new PowerStatus(
                        state,
                        decision.reason(),
                        since,
                        wakes == null || decision.reason() != PowerStatus.Reason.Schedule
                                ? null
                                : wakes.truncatedTo(ChronoUnit.SECONDS).toString(),
                        lost));
    }

    private static String message(Decision decision, List<String> lost) {
        return lost.isEmpty()
                ? decision.message()
                : decision.message() + "; does not come back: " + String.join(", ", lost);
    }

    private static @Nullable Duration until(@Nullable Instant moment, Instant now) {
        if (moment == null) {
            return null;
        }
        Duration left = Duration.between(now, moment);
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    private static @Nullable Instant awakeUntil(Work work) {
        Map<String, String> annotations = work.resource().getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(AWAKE_UNTIL);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Only what sleeps when idle needs to know; a start counts as use. */
    private @Nullable Instant quietSince(Work work) {
        Wanted wanted = work.wanted();
        if (wanted.sleep() == null || wanted.sleep().afterIdle() == null) {
            return null;
        }
        PowerStatus power = work.status().power();
        Instant started = power != null && power.state() == PowerStatus.State.Running
                ? Instant.parse(power.since())
                : Instant.EPOCH;
        return people.lastSeen(AuditWiring.source(wanted.hostNamespace(), wanted.name()))
                .map(seen -> seen.isAfter(started) ? seen : started)
                .orElse(null);
    }
}
