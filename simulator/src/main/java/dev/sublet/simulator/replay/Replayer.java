package dev.sublet.simulator.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.simulator.api.SimulatedCluster;
import dev.sublet.simulator.recording.AuditPost;
import dev.sublet.simulator.recording.RecordedTick;
import dev.sublet.simulator.recording.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Drives a collector through a recording, under a clock that stands at the recorded moments: each pod event and audit batch
 * at the time it was received, each tick when it started. Where the recorder was down, the collector is closed and opened
 * again from disk. Ticks that the ledger has already are skipped. Single use, one thread.
 */
public final class Replayer {
    /** How long the collector may take to follow a change; far more than it needs on loopback. */
    static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(30);

    private static final long POLL_NANOS = 100_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Told after each tick, skipped ones included. */
    @FunctionalInterface
    public interface Progress {
        void ticked(int done, int total);
    }

    private final Recording recording;
    private final CollectorUnderReplay.Factory factory;
    private final AuditSink audit;
    private final Pacer pacer;
    private final Progress progress;
    private final SimulatedCluster cluster;
    private final TickSchedule schedule;
    private final PodTimeline timeline;
    private final ClusterFeed feed;
    private final ReplayClock clock;
    private final List<Instant> postTimes;

    private @Nullable CollectorUnderReplay collector;
    private boolean started;
    private int nextStep;
    private int nextPost;
    private int ticks;
    private int skipped;
    private int restarts;
    private int auditEvents;

    /** The cluster must be empty; it stays open. */
    public Replayer(
            Recording recording,
            SimulatedCluster cluster,
            CollectorUnderReplay.Factory factory,
            AuditSink audit,
            Pacer pacer,
            Progress progress) {
        this.recording = recording;
        this.cluster = cluster;
        this.factory = factory;
        this.audit = audit;
        this.pacer = pacer;
        this.progress = progress;
        schedule = TickSchedule.of(recording.tickTimes());
        timeline = PodTimeline.of(recording, schedule);
        feed = new ClusterFeed(cluster, recording.hasPodWatch());
        postTimes = recording.auditPostTimes();
        clock = new ReplayClock(recording.tickTimes().get(0));
    }

    /** The clock that the replay moves, for what else needs to live in the recording's time. */
    public ReplayClock clock() {
        return clock;
    }

    /** Seconds between ticks, as the recording has them. */
    public Duration interval() {
        return schedule.interval();
    }

    /** Replays all. Throws {@link ReplayException} if the collector does not follow; the collector is closed in any case. */
    public ReplaySummary run() {
        try {
            int total = schedule.times().size();
            for (int i = 0; i < total; i++) {
                replay(i);
                progress.ticked(i + 1, total);
            }
            postUntil(Instant.MAX);
            return new ReplaySummary(
                    ticks, skipped, restarts, feed.controlPlanesSeen(), feed.podsSeen(), nextPost, auditEvents);
        } finally {
            closeCollector();
        }
    }

    private void replay(int index) {
        RecordedTick tick = recording.tick(index);
        Instant at = tick.startedAt();
        if (schedule.downBefore(index) && started) {
            closeCollector();
            restarts++;
        }
        follow(at);
        if (nextStep == 0 || schedule.downBefore(index)) {
            applyRelistOf(at);
        }
        pacer.await(at);
        if (started) {
            clock.advanceTo(at);
        }
        feed.apply(tick);
        CollectorUnderReplay current = opened(at);
        if (!started
                && current.lastTickS()
                        .filter(last -> at.getEpochSecond() <= last)
                        .isPresent()) {
            skipped++;
            postUntil(at);
            return;
        }
        clock.advanceTo(at);
        if (!started) {
            current.start();
            started = true;
        }
        awaitCaughtUp(current);
        postUntil(at);
        current.tick();
        ticks++;
    }

    /** Pod events and audit batches up to {@code until}, each at its own time. */
    private void follow(Instant until) {
        List<PodTimeline.Step> steps = timeline.steps();
        while (nextStep < steps.size() && !steps.get(nextStep).at().isAfter(until)) {
            PodTimeline.Step step = steps.get(nextStep);
            postUntil(step.at());
            pacer.await(step.at());
            if (started) {
                clock.advanceTo(step.at());
            }
            feed.apply(step, timeline.events(step));
            nextStep++;
            if (started && collector != null) {
                awaitCaughtUp(collector);
            }
        }
        postUntil(until);
    }

    /** What a collector that starts now would list: the recorder's own watch started in the same tick. */
    private void applyRelistOf(Instant at) {
        List<PodTimeline.Step> steps = timeline.steps();
        if (nextStep < steps.size()
                && steps.get(nextStep).relist()
                && steps.get(nextStep).at().isBefore(at.plus(schedule.interval()))) {
            PodTimeline.Step step = steps.get(nextStep);
            feed.apply(step, timeline.events(step));
            nextStep++;
        }
    }

    /** While the collector is down nobody takes posts: they wait, as in the API server's buffer. */
    private void postUntil(Instant until) {
        while (collector != null
                && nextPost < postTimes.size()
                && !postTimes.get(nextPost).isAfter(until)) {
            AuditPost post = recording.auditPost(nextPost);
            pacer.await(post.receivedAt());
            clock.advanceTo(post.receivedAt());
            audit.post(post.source(), post.body());
            auditEvents += eventsIn(post.body());
            nextPost++;
        }
    }

    private static int eventsIn(String body) {
        try {
            return JSON.readTree(body).path("items").size();
        } catch (JsonProcessingException unreadable) {
            // The sink says what it thinks of it; here it only counts as no event.
            return 0;
        }
    }

    private CollectorUnderReplay opened(Instant at) {
        CollectorUnderReplay current = collector;
        if (current == null) {
            clock.advanceTo(at);
            current = factory.create(clock, cluster.clientConfig(), schedule.interval());
            collector = current;
        }
        return current;
    }

    private void closeCollector() {
        CollectorUnderReplay current = collector;
        collector = null;
        started = false;
        if (current != null) {
            current.close();
        }
    }

    private void awaitCaughtUp(CollectorUnderReplay current) {
        Map<String, String> versions = cluster.resourceVersions();
        long deadline = System.nanoTime() + CATCH_UP_LIMIT.toNanos();
        while (!current.caughtUp(versions)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new ReplayException(
                        "the collector did not follow the recording within " + CATCH_UP_LIMIT.toSeconds() + " s at "
                                + clock.instant() + "; replay again on a quieter machine");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
