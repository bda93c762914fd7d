package dev.sublet.collector.meter;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.span.NodeSpan;
import dev.sublet.ledger.span.OwnerSpan;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.span.ServiceSpan;
import dev.sublet.ledger.span.VclusterSpan;
import dev.sublet.ledger.span.VolumeSpan;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.StateBytes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a meter must remember to go on after a restart, written with each tick in the tick's transaction. What changes with
 * every tick is packed by hand, see {@link StateWriter}; spans of what is no pod change rarely and go along as JSON.
 * Ledgers of schema version 1 hold all of it as JSON, which is still read.
 */
record MeterMemory(
        Map<String, PodMeter> pods,
        Set<String> finishedPods,
        Map<String, Long> endedPodsS,
        Map<String, NodeMeter> nodeMeters,
        Map<String, Long> watchedFromS,
        Map<String, NodeSpan> nodes,
        Map<String, VolumeSpan> volumes,
        Map<String, ServiceSpan> services,
        Map<String, VclusterSpan> vclusters,
        Map<String, OwnerSpan> owners) {
    private static final byte VERSION = 3;
    /** The first version whose ended pods have labels. */
    static final byte WITH_LABELS = 3;

    private static final byte OLDEST = 2;
    private static final ObjectMapper JSON = new ObjectMapper()
            .setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .setVisibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY);

    /** The open spans of what is no pod. */
    record Assets(
            Map<String, NodeSpan> nodes,
            Map<String, VolumeSpan> volumes,
            Map<String, ServiceSpan> services,
            Map<String, VclusterSpan> vclusters,
            Map<String, OwnerSpan> owners) {
        byte[] json() {
            try {
                return JSON.writeValueAsBytes(this);
            } catch (JsonProcessingException e) {
                throw new LedgerException("the meter's state cannot be written: " + e.getOriginalMessage(), e);
            }
        }
    }

    static MeterMemory empty() {
        return new MeterMemory(
                Map.of(), Set.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    static MeterMemory parse(MeterState state) {
        byte[] bytes = state.state().toArray();
        try {
            if (bytes.length > 0 && bytes[0] == '{') {
                return JSON.readValue(bytes, MeterMemory.class);
            }
            Map<Long, PodSpan> openPods = new HashMap<>();
            state.openPods().forEach(span -> openPods.put(span.spanId(), span));
            return read(new StateReader(bytes, OLDEST, VERSION, openPods));
        } catch (IOException e) {
            throw new LedgerException("the meter's state in the ledger cannot be read: " + e.getMessage(), e);
        }
    }

    private static MeterMemory read(StateReader in) throws IOException {
        Map<String, PodMeter> pods = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            PodMeter pod = PodMeter.read(in);
            pods.put(pod.span().podUid(), pod);
        }
        Set<String> finished = new TreeSet<>();
        for (int left = in.count(); left > 0; left--) {
            finished.add(in.name());
        }
        Map<String, Long> endedS = seconds(in);
        Map<String, NodeMeter> nodeMeters = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            nodeMeters.put(in.name(), NodeMeter.read(in));
        }
        Map<String, Long> watchedFromS = seconds(in);
        Assets assets = JSON.readValue(in.block(), Assets.class);
        return new MeterMemory(
                pods,
                finished,
                endedS,
                nodeMeters,
                watchedFromS,
                assets.nodes,
                assets.volumes,
                assets.services,
                assets.vclusters,
                assets.owners);
    }

    private static Map<String, Long> seconds(StateReader in) {
        Map<String, Long> seconds = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            seconds.put(in.name(), in.seconds());
        }
        return seconds;
    }

    /** Writes what the books hold now; {@code assets} is what {@link Assets#json()} made of the rest. */
    static StateBytes write(long tickS, int likelyBytes, PodBook pods, NodeBook nodes, byte[] assets) {
        StateWriter out = new StateWriter(VERSION, tickS, likelyBytes);
        out.number(pods.meters().size());
        pods.meters().values().forEach(pod -> pod.write(out));
        out.number(pods.finished().size());
        pods.finished().forEach(out::text);
        write(pods.endedS(), out);
        out.number(nodes.meters().size());
        nodes.meters().forEach((uid, meter) -> {
            out.text(uid);
            meter.write(out);
        });
        write(nodes.watchedFromS(), out);
        out.block(assets);
        return out.done();
    }

    private static void write(Map<String, Long> seconds, StateWriter out) {
        out.number(seconds.size());
        seconds.forEach((key, atS) -> {
            out.text(key);
            out.seconds(atS);
        });
    }
}
