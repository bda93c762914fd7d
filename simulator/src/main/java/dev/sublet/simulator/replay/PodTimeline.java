package dev.sublet.simulator.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.simulator.recording.PodEvent;
import dev.sublet.simulator.recording.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pod watch of a recording as steps. A watch that starts, or starts again, first sends ADDED for all there is: such a
 * run of events is one step that says which pods exist, so that a pod which went unseen is gone.
 */
final class PodTimeline {
    /** A server sends all there is without pausing longer than this; an ADDED after that is a new pod. */
    private static final Duration RUN_PAUSE = Duration.ofSeconds(1);

    /**
     * Events {@code first} to {@code end} exclusive.
     *
     * @param relist whether together they are all pods there are
     */
    record Step(Instant at, int first, int end, boolean relist) {}

    private final Recording recording;
    private final List<Step> steps;

    private PodTimeline(Recording recording, List<Step> steps) {
        this.recording = recording;
        this.steps = steps;
    }

    /** {@code schedule} says where the recorder was down; nobody may have survived that. */
    static PodTimeline of(Recording recording, TickSchedule schedule) {
        List<Step> steps = new ArrayList<>();
        Set<String> live = new HashSet<>();
        List<Instant> times = recording.podEventTimes();
        for (int i = 0; i < times.size(); ) {
            PodEvent event = recording.podEvent(i);
            boolean starts = i == 0 || schedule.downBetween(times.get(i - 1), times.get(i));
            if (event.type().equals("ADDED") && (starts || live.contains(uid(event.object())))) {
                Set<String> named = new HashSet<>();
                int end = endOfRun(recording, i, times, named);
                // A watch that went on while the ticks paused tells of a new pod here, and nobody else went.
                if (i == 0 || live.isEmpty() || named.stream().anyMatch(live::contains)) {
                    live.clear();
                    live.addAll(named);
                    steps.add(new Step(times.get(i), i, end, true));
                    i = end;
                    continue;
                }
            }
            switch (event.type()) {
                case "ADDED", "MODIFIED" -> live.add(uid(event.object()));
                case "DELETED" -> live.remove(uid(event.object()));
                default -> {}
            }
            steps.add(new Step(times.get(i), i, i + 1, false));
            i++;
        }
        return new PodTimeline(recording, List.copyOf(steps));
    }

    private static int endOfRun(Recording recording, int first, List<Instant> times, Set<String> live) {
        int end = first;
        while (end < times.size()
                && (end == first || !times.get(end).isAfter(times.get(end - 1).plus(RUN_PAUSE)))) {
            PodEvent event = recording.podEvent(end);
            if (!event.type().equals("ADDED") || !live.add(uid(event.object()))) {
                return end;
            }
            end++;
        }
        return end;
    }

    List<Step> steps() {
        return steps;
    }

    List<PodEvent> events(Step step) {
        List<PodEvent> events = new ArrayList<>();
        for (int i = step.first(); i < step.end(); i++) {
            events.add(recording.podEvent(i));
        }
        return events;
    }

    static String uid(ObjectNode object) {
        return object.at("/metadata/uid").asText("");
    }
}
