package dev.sublet.collector.meter;

import dev.sublet.collector.kubelet.NodeSummary.ContainerStats;
import dev.sublet.collector.kubelet.NodeSummary.Counter;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pod's own monotone CPU counter, in core-nanoseconds, made of what the kubelet tells in two ways. Container counters
 * are fresh but start again at 0 with each run; the pod's counter goes on across runs and holds all containers that ever
 * ran, but lags by up to half a minute. So: the sum over container runs, plus what the pod's counter shows beyond that sum
 * at its own time. That excess can only grow when a run ended between two looks, so it is looked for only for a while
 * after a run ended or the pod began; otherwise the noise of times cut to whole seconds would add up.
 */
final class CpuCounter {
    private static final long LAG_MAX_MS = 60_000;
    /** Kubelet times are cut to whole seconds, so a reading may be this much younger than it says. */
    private static final long TIME_ERROR_MS = 1_000;

    /** One run of a container, as last seen. */
    private record Run(long startMs, long atMs, long nanos) {}

    private TreeMap<String, Run> runs = new TreeMap<>();
    private TreeSet<String> present = new TreeSet<>();
    private Track containers = new Track();
    private Track own = new Track();
    private long endedNanos;
    private long excessNanos;
    private boolean excessKnown;
    private long baseNanos;
    private long excessUntilMs;
    private long owedNanos;
    private long owedUntilMs;
    private @Nullable Double lastNanosPerMs;

    /** A counter whose first reading is a baseline, not usage: the pod was there before anybody watched. */
    static CpuCounter baseline() {
        return new CpuCounter();
    }

    /** A counter of a pod that began at the given time: everything it shows is usage. */
    static CpuCounter bornAt(long bornMs) {
        CpuCounter counter = new CpuCounter();
        counter.containers.add(bornMs, 0);
        counter.own.add(bornMs, 0);
        counter.excessKnown = true;
        return counter;
    }

    /** Takes in a look. Says whether the counter now reaches further in time or value. */
    boolean observe(PodStats stats, long intervalMs) {
        List<ContainerStats> seen = stats.containers().isEmpty() ? podAsContainer(stats) : stats.containers();
        if (seen.isEmpty()) {
            return false;
        }
        long atMs = seen.stream().mapToLong(c -> c.cpuNanos().atMs()).max().orElseThrow();
        boolean first = containers.isEmpty();
        boolean begins = runs.isEmpty() && excessKnown;
        Double coresBefore = containers.lastSlope();
        boolean someEnded = addRuns(seen);
        if (someEnded || begins) {
            excessUntilMs = Math.max(excessUntilMs, atMs + LAG_MAX_MS + intervalMs);
            long lastMs = containers.isEmpty() ? atMs : containers.last().atMs();
            owedNanos = (long) (Math.max(coresBefore == null ? 0 : coresBefore, fastest(seen)) * (atMs - lastMs));
            owedUntilMs = atMs;
        }
        long sum = endedNanos + runs.values().stream().mapToLong(Run::nanos).sum();
        if (first) {
            baseNanos = sum;
        }
        containers.add(atMs, sum);
        // Right after a run ended the sum's growth says little, and the pod's own counter may jump.
        lastNanosPerMs = someEnded ? Double.valueOf(fastest(seen)) : containers.lastSlope();
        Counter pod = stats.cpuNanos();
        if (pod != null && !stats.containers().isEmpty()) {
            learnExcess(pod);
        }
        if (pod == null || pod.atMs() >= owedUntilMs || atMs > excessUntilMs) {
            owedNanos = 0;
        }
        long before = own.isEmpty() ? -1 : own.last().value();
        long beforeMs = own.isEmpty() ? -1 : own.last().atMs();
        own.add(atMs, Math.max(Math.max(0, before), sum + excessNanos - baseNanos));
        return own.last().atMs() > beforeMs || own.last().value() > before;
    }

    /** Some kubelets give no containers, only the pod. */
    private static List<ContainerStats> podAsContainer(PodStats stats) {
        Counter pod = stats.cpuNanos();
        return pod == null ? List.of() : List.of(new ContainerStats("", stats.startMs(), pod));
    }

    /** Growth per millisecond of the run that grew fastest over its life. */
    private static double fastest(List<ContainerStats> seen) {
        return seen.stream()
                .mapToDouble(one -> one.cpuNanos().value()
                        / (double) Math.max(1, one.cpuNanos().atMs() - one.startMs()))
                .max()
                .orElse(0);
    }

    private boolean addRuns(List<ContainerStats> seen) {
        // A container that became absent has ended, or is in back-off: its tail may show in the pod's counter.
        boolean someEnded = !seen.stream()
                .map(ContainerStats::name)
                .collect(Collectors.toSet())
                .containsAll(present);
        present.clear();
        for (ContainerStats container : seen) {
            Run now = new Run(
                    container.startMs(),
                    container.cpuNanos().atMs(),
                    container.cpuNanos().value());
            Run before = runs.put(container.name(), now);
            present.add(container.name());
            if (before != null && (before.startMs() != now.startMs() || now.nanos() < before.nanos())) {
                endedNanos += before.nanos();
                someEnded = true;
            }
        }
        return someEnded;
    }

    private void learnExcess(Counter pod) {
        if (pod.atMs() < containers.first().atMs()) {
            return;
        }
        long excess = pod.value() - containers.at(pod.atMs());
        if (!excessKnown) {
            excessNanos = Math.max(0, excess);
            baseNanos += excessNanos;
            excessKnown = true;
        } else if (pod.atMs() <= excessUntilMs) {
            Double slope = containers.slopeAt(pod.atMs());
            long noise = slope == null ? 0 : (long) (slope * TIME_ERROR_MS);
            excessNanos = Math.max(excessNanos, excess - noise);
        }
    }

    /**
     * The most that the pod's lagging counter may still show of runs that ended between two looks: until it has passed
     * the look that noticed, that usage is known to nobody but the node's counter.
     */
    long owedNanos() {
        return owedNanos;
    }

    /** Whether anything was read since it began. */
    boolean hasReading() {
        return !runs.isEmpty();
    }

    /** When this container was last read, in any of its runs, or the smallest number. */
    long lastReadMs(String container) {
        Run run = runs.get(container);
        return run == null ? Long.MIN_VALUE : run.atMs();
    }

    /** What the pod's own counter has shown so far beyond its containers, in core-nanoseconds. */
    long excessNanos() {
        return excessNanos;
    }

    long lastMs() {
        return own.last().atMs();
    }

    long lastNanos() {
        return own.isEmpty() ? 0 : own.last().value();
    }

    long nanosAt(long atMs) {
        return own.isEmpty() ? 0 : own.at(atMs);
    }

    /** Cores, by the last two readings of the containers, or null. */
    @Nullable
    Double lastCores() {
        return lastNanosPerMs == null ? null : lastNanosPerMs / 1e6;
    }

    void write(StateWriter out) {
        out.number(runs.size());
        runs.forEach((container, run) -> {
            out.text(container);
            out.millis(run.startMs());
            out.millis(run.atMs());
            out.number(run.nanos());
            out.flag(present.contains(container));
        });
        containers.write(out);
        own.write(out);
        out.number(endedNanos);
        out.number(excessNanos);
        out.flag(excessKnown);
        out.number(baseNanos);
        out.millis(excessUntilMs);
        out.number(owedNanos);
        out.millis(owedUntilMs);
        out.nullable(lastNanosPerMs);
    }

    static CpuCounter read(StateReader in) {
        CpuCounter read = new CpuCounter();
        for (int left = in.count(); left > 0; left--) {
            String container = in.name();
            read.runs.put(container, new Run(in.millis(), in.millis(), in.number()));
            if (in.flag()) {
                read.present.add(container);
            }
        }
        read.containers = Track.read(in);
        read.own = Track.read(in);
        read.endedNanos = in.number();
        read.excessNanos = in.number();
        read.excessKnown = in.flag();
        read.baseNanos = in.number();
        read.excessUntilMs = in.millis();
        read.owedNanos = in.number();
        read.owedUntilMs = in.millis();
        read.lastNanosPerMs = in.nullableDouble();
        return read;
    }
}
