package dev.sublet.reporter.support;

import dev.sublet.ledger.calendar.BillingHours;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random fleet of a few billing hours: clusters that are watched for a part of them, nodes with and without GPUs, pods that come,
 * go and are resized, several usage rows an hour of every coverage, unseen usage, owners that change.
 */
public final class RandomFleet {
    public static final int HOURS = 5;
    /** All its node names have a price of their own type. */
    public static final String PRICES =
            "nodes: [{instanceType: t0, perHour: 0.192}, {instanceType: t1, perHour: 7.000000000000000001}]";

    private static final List<String> COVERAGES = List.of("measured", "measured", "bridged", "estimated", "missing");

    private final Random random;
    private final HandLedger ledger;
    private final List<BillingHours.Hour> hours;

    private RandomFleet(long seed, HandLedger ledger, ZoneId zone, long fromS) {
        this.random = new Random(seed);
        this.ledger = ledger;
        this.hours = new BillingHours(zone).over(fromS, fromS + HOURS * Fixture.HOUR);
    }

    /** Puts a fleet into the ledger; gives the billing hours in which it lives. */
    public static List<BillingHours.Hour> put(HandLedger ledger, long seed, ZoneId zone, long fromS) {
        ledger.billingZone(zone);
        RandomFleet fleet = new RandomFleet(seed, ledger, zone, fromS);
        for (int cluster = 0; cluster <= fleet.random.nextInt(3); cluster++) {
            fleet.cluster("c" + cluster);
        }
        return fleet.hours;
    }

    private void cluster(String cluster) {
        long firstS = hours.get(0).fromS() + random.nextInt(5_000);
        long lastS = hours.get(hours.size() - 1).toS() - random.nextInt(5_000);
        ledger.cluster(cluster, firstS, lastS);
        int nodes = 1 + random.nextInt(3);
        for (int i = 0; i < nodes; i++) {
            String node = cluster + "-n" + i;
            long millicores = 1_000 + random.nextInt(32_000);
            long memoryKib = Fixture.GIB * (1 + random.nextInt(64));
            ledger.node(cluster, node, "t" + random.nextInt(2), firstS, null, millicores, memoryKib, random.nextInt(3));
            if (random.nextBoolean()) {
                long atS = hour(firstS, lastS);
                ledger.unseen(cluster, node, atS, atS + 1, 1 + random.nextInt(90_000));
            }
            int pods = random.nextInt(6);
            for (int j = 0; j < pods; j++) {
                pod(cluster, node, node + "-p" + j, firstS, lastS);
            }
        }
        for (int i = 0; i < 3; i++) {
            long changeS = between(firstS, lastS);
            ledger.owner(cluster, "vcluster", "uid-v" + i, "cc-a", 333_333, firstS, changeS);
            ledger.owner(cluster, "vcluster", "uid-v" + i, "cc-b", 666_667, firstS, changeS);
            ledger.owner(cluster, "vcluster", "uid-v" + i, "cc-c", 1_000_000, changeS + random.nextInt(500), null);
        }
    }

    /** One span, or two where it is resized. */
    private void pod(String cluster, String node, String pod, long firstS, long lastS) {
        long fromS = between(firstS, lastS);
        long toS = random.nextBoolean() ? lastS : between(fromS, lastS);
        String vcluster = random.nextInt(4) == 0 ? null : "uid-v" + random.nextInt(4);
        String podClass = vcluster == null ? "host" : random.nextInt(5) == 0 ? "unattributed" : "workload";
        long resizeS = random.nextInt(3) == 0 ? between(fromS, toS) : toS;
        span(cluster, node, pod, podClass, vcluster, fromS, resizeS);
        if (resizeS < toS) {
            span(cluster, node, pod, podClass, vcluster, resizeS, toS);
        }
    }

    private void span(
            String cluster, String node, String pod, String podClass, @Nullable String vcluster, long fromS, long toS) {
        long span = ledger.pod(
                cluster,
                pod,
                "team",
                node,
                fromS,
                toS,
                podClass,
                vcluster,
                random.nextInt(4_000),
                random.nextInt(8 << 20),
                random.nextInt(3));
        long atS = fromS;
        while (atS < toS) {
            long endS = Math.min(Math.min(toS, hourAfter(atS)), atS + 1 + random.nextInt(2_400));
            ledger.usage(
                    span,
                    atS,
                    endS,
                    COVERAGES.get(random.nextInt(COVERAGES.size())),
                    random.nextInt(4_000) * (endS - atS),
                    random.nextInt(8 << 20));
            atS = endS;
        }
    }

    private long hourAfter(long atS) {
        return hours.stream()
                .filter(hour -> hour.toS() > atS)
                .findFirst()
                .orElseThrow()
                .toS();
    }

    private long hour(long fromS, long toS) {
        return Math.min(between(fromS, toS), toS - 2);
    }

    private long between(long fromS, long toS) {
        return fromS + (long) (random.nextDouble() * (toS - fromS - 1));
    }
}
