package dev.sublet.bench.ledger;

import dev.sublet.bench.fleet.Fleet;
import dev.sublet.bench.fleet.FleetSpec;
import dev.sublet.bench.fleet.Place;
import dev.sublet.ledger.span.NodeSpan;
import dev.sublet.ledger.span.OwnerSpan;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.span.VclusterSpan;
import dev.sublet.ledger.tick.NodeTick;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.UsageRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The ticks that a meter would commit for a fleet: final rows up to the last whole minute, a tail of some seconds behind it.
 * Not thread-safe.
 */
public final class FleetTicks {
    /** The cluster's UID. */
    public static final String CLUSTER = "6f1c2f5e-0000-4000-8000-00000000be9c";

    private static final long LOOK_AFTER_MINUTE_S = 7;

    private final Fleet fleet;
    private final LongSupplier spanIds;
    private final List<PlaceRows> places = new ArrayList<>();
    private final StateBytes state;
    private boolean first = true;

    /**
     * @param spanIds gives numbers that the ledger never gave before
     * @param stateBytesPerPod how much the meter remembers of a pod from tick to tick
     */
    public FleetTicks(Fleet fleet, LongSupplier spanIds, int stateBytesPerPod) {
        this.fleet = fleet;
        this.spanIds = spanIds;
        for (Place place : fleet.places()) {
            places.add(new PlaceRows(CLUSTER, place, spanIds));
        }
        this.state = state(fleet.spec().pods() * stateBytesPerPod);
    }

    /** Moves the fleet on by a minute and returns the ticks of that minute, the last with all that became final. */
    public List<TickBatch> minute() {
        List<PodSpan> spans = new ArrayList<>();
        List<UsageRow> rows = new ArrayList<>();
        fleet.minute();
        for (PlaceRows place : places) {
            place.minute(spans, rows);
        }
        long interval = fleet.spec().profile().intervalS();
        List<TickBatch> ticks = new ArrayList<>();
        for (long before = 60 - interval; before > 0; before -= interval) {
            long atS = fleet.nowS() - before;
            if (!first && atS + LOOK_AFTER_MINUTE_S < fleet.nowS()) {
                ticks.add(tick(atS + LOOK_AFTER_MINUTE_S, interval, List.of(), List.of(), List.of()));
            }
        }
        long atS = fleet.over() ? fleet.nowS() : fleet.nowS() + LOOK_AFTER_MINUTE_S;
        List<UsageRow> tail = new ArrayList<>();
        if (!fleet.over()) {
            places.forEach(place -> place.tail(fleet.nowS(), atS, tail));
        }
        ticks.add(tick(atS, interval, spans, rows, tail));
        first = false;
        return ticks;
    }

    private TickBatch tick(long atS, long interval, List<PodSpan> spans, List<UsageRow> rows, List<UsageRow> tail) {
        FleetSpec spec = fleet.spec();
        List<NodeTick> nodes = IntStream.range(0, spec.nodes())
                .mapToObj(node -> new NodeTick(nodeUid(node), nodeName(node), true, spec.pods() / spec.nodes(), null))
                .toList();
        return new TickBatch(
                CLUSTER,
                "bench",
                atS,
                interval,
                nodes,
                first ? nodeSpans() : List.of(),
                spans,
                List.of(),
                List.of(),
                first ? vclusterSpans() : List.of(),
                first ? ownerSpans() : List.of(),
                rows,
                tail,
                List.of(),
                state);
    }

    private List<NodeSpan> nodeSpans() {
        return IntStream.range(0, fleet.spec().nodes())
                .mapToObj(node -> new NodeSpan(
                        spanIds.getAsLong(),
                        CLUSTER,
                        nodeUid(node),
                        nodeName(node),
                        fleet.spec().startS(),
                        null,
                        16_000,
                        15_800,
                        64L << 20,
                        62L << 20,
                        0,
                        "m5.4xlarge",
                        "aws:///eu-central-1a/i-" + node,
                        "eu-central-1",
                        "eu-central-1a",
                        false,
                        null))
                .toList();
    }

    private List<VclusterSpan> vclusterSpans() {
        return IntStream.range(0, fleet.spec().vclusters())
                .mapToObj(v -> new VclusterSpan(
                        spanIds.getAsLong(),
                        CLUSTER,
                        vclusterUid(v),
                        "vcluster-team-" + v,
                        "team-" + v,
                        fleet.spec().startS(),
                        null,
                        "StatefulSet",
                        "0.25.0",
                        "k8s",
                        "running"))
                .toList();
    }

    private List<OwnerSpan> ownerSpans() {
        long startS = fleet.spec().startS();
        return IntStream.range(0, fleet.spec().vclusters())
                .mapToObj(v -> new OwnerSpan(
                        spanIds.getAsLong(),
                        CLUSTER,
                        "vcluster",
                        vclusterUid(v),
                        "CC-" + (1000 + v % 40),
                        "team-" + v,
                        1_000_000,
                        "registry",
                        startS,
                        null,
                        startS))
                .toList();
    }

    static String nodeUid(int node) {
        return uid("node", node);
    }

    static String vclusterUid(int vcluster) {
        return uid("vcluster", vcluster);
    }

    private static String nodeName(int node) {
        return "ip-10-0-" + node / 200 + "-" + (node % 200 + 10) + ".compute.internal";
    }

    private static String uid(String kind, int number) {
        return UUID.nameUUIDFromBytes((kind + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Text that compresses about as badly as numbers in JSON do. */
    private static StateBytes state(int chars) {
        StringBuilder text = new StringBuilder("{");
        for (long value = 1; text.length() < chars; value = value * 6_364_136_223_846_793_005L + 1) {
            text.append("\"at\":").append(value >>> 20).append(',');
        }
        return StateBytes.ofText(text.append('}').toString());
    }
}
