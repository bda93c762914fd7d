package dev.sublet.reporter.overhead;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.make;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.reporter.support.HandLedger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverheadsTest {
    @Test
    void overhead_is_control_plane_dns_volumes_and_load_balancers_against_all_that_the_vcluster_costs() {
        try (HandLedger ledger = new HandLedger()) {
            ledger.cluster("c", T0, T0 + HOUR);
            ledger.node("c", "n1", "t", T0, null, 4000, 0, 0);
            pod(ledger, "etcd", "control-plane", 500);
            pod(ledger, "coredns", "dns", 250);
            pod(ledger, "web", "workload", 1000);
            pod(ledger, "shell", "unattributed", 1000);
            ledger.owner("c", "vcluster", "uid-a", "cc-a", 500_000, T0, null);
            ledger.owner("c", "vcluster", "uid-a", "cc-b", 500_000, T0, null);
            ledger.volume("c", "data", "fast", GIB, "team-a", T0, null, "control-plane", "uid-a");
            ledger.loadBalancer("c", "lb", "team-a", T0, null, "control-plane", "uid-a");

            List<OverheadLine> overheads = Overheads.of(make(
                    ledger,
                    1,
                    "nodes: [{instanceType: t, perHour: 4}]",
                    "volumes: [{storageClass: fast, perGiBHour: 0.05}]",
                    "loadBalancers: {perHour: 0.2}"));

            assertEquals(1, overheads.size());
            OverheadLine overhead = overheads.get(0);
            assertEquals("a", overhead.vcluster());
            assertEquals(new BigInteger("1000000000"), overhead.overheadNanos());
            assertEquals(new BigInteger("2000000000"), overhead.totalNanos());
            assertEquals(new BigDecimal("50.000000"), overhead.sharePercent());
            assertEquals(
                    List.of("control-plane cpu", "control-plane load-balancer", "control-plane storage", "dns cpu"),
                    overhead.parts().stream()
                            .map(part -> part.podClass() + " " + part.resource())
                            .toList());
            // Both owners' halves.
            assertEquals(new BigDecimal("0.500000000"), overhead.parts().get(0).quantity());
        }
    }

    private static void pod(HandLedger ledger, String pod, String podClass, long millicores) {
        long span = ledger.pod("c", pod, "team-a", "n1", T0, null, podClass, "uid-a", millicores, 0, 0);
        ledger.usage(span, T0, T0 + HOUR, 0, 0);
    }
}
