package dev.sublet.reporter.allocation;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.make;
import static dev.sublet.reporter.support.Fixture.sums;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnersTest {
    // CPU only, so that one number per cost center says it all: one core costs 36 nanos a second.
    private static final String[] PRICES = {
        "base: {cpu: 1, memory: 0, gpu: 0}",
        "nodes: [{instanceType: t, perHour: 0.0001296}]",
        "volumes: [{storageClass: fast, perGiBHour: 0.000036}]",
        "loadBalancers: {perHour: 0.0000036}"
    };

    private final HandLedger ledger = new HandLedger();

    @BeforeEach
    void one_core_for_an_hour() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "t", T0, null, 1000, 0, 0);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private long pod(String namespace, String podClass, String vclusterUid) {
        long id = ledger.pod("c", "web", namespace, "n1", T0, null, podClass, vclusterUid, 1000, 0, 0);
        ledger.usage(id, T0, T0 + HOUR, 0, 0);
        return id;
    }

    @Test
    void an_owner_change_inside_an_hour_charges_each_for_its_seconds() {
        pod("team-a", "workload", "uid-a");
        ledger.owner("c", "vcluster", "uid-a", "cc-a", 1_000_000, T0, T0 + 1200);
        ledger.owner("c", "vcluster", "uid-a", "cc-b", 1_000_000, T0 + 1200, null);

        assertEquals(
                "{cc-a workload cpu=43200, cc-b workload cpu=86400}",
                sums(make(ledger, 1, PRICES)).toString());
    }

    @Test
    void cost_centers_that_share_a_vcluster_pay_their_parts_and_no_nano_is_lost() {
        pod("team-a", "workload", "uid-a");
        ledger.owner("c", "vcluster", "uid-a", "cc-a", 333_333, T0, null);
        ledger.owner("c", "vcluster", "uid-a", "cc-b", 333_333, T0, null);
        ledger.owner("c", "vcluster", "uid-a", "cc-c", 333_334, T0, null);

        Statement statement = make(ledger, 1, PRICES);

        assertEquals(
                "{cc-a workload cpu=43199, cc-b workload cpu=43200, cc-c workload cpu=43201}",
                sums(statement).toString());
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
    }

    @Test
    void seconds_without_an_owner_wait_in_suspense() {
        pod("team-a", "workload", "uid-a");
        ledger.owner("c", "vcluster", "uid-a", "cc-a", 1_000_000, T0 + 900, T0 + 1800);

        assertEquals(
                "{cc-a workload cpu=32400, suspense workload cpu=97200}",
                sums(make(ledger, 1, PRICES)).toString());
    }

    @Test
    void what_cannot_be_explained_is_never_charged_to_the_owner_of_the_namespace() {
        pod("team-a", "unattributed", "uid-a");
        ledger.owner("c", "vcluster", "uid-a", "cc-a", 1_000_000, T0, null);
        ledger.owner("c", "namespace", "team-a", "cc-a", 1_000_000, T0, null);

        assertEquals(
                "{suspense unattributed cpu=129600}",
                sums(make(ledger, 1, PRICES)).toString());
    }

    @Test
    void usage_of_no_pod_waits_in_suspense() {
        ledger.unseen("c", "n1", T0, T0 + HOUR, 900 * HOUR);

        assertEquals(
                "{platform idle cpu=12960, suspense unattributed cpu=116640}",
                sums(make(ledger, 1, PRICES)).toString());
    }

    @Test
    void host_pods_are_charged_to_their_namespace_s_owner() {
        ledger.pod("c", "log", "logging", "n1", T0, null, "host", null, 1000, 0, 0);
        ledger.usage(2, T0, T0 + HOUR, 0, 0);
        ledger.owner("c", "namespace", "logging", "cc-ops", 1_000_000, T0, null);

        assertEquals("{cc-ops host cpu=129600}", sums(make(ledger, 1, PRICES)).toString());
    }

    @Test
    void volumes_and_load_balancers_follow_their_vcluster_their_namespace_or_the_platform() {
        ledger.owner("c", "vcluster", "uid-a", "cc-a", 1_000_000, T0, null);
        ledger.owner("c", "namespace", "logging", "cc-ops", 1_000_000, T0, null);
        ledger.volume("c", "v1", "fast", 2 * GIB, "team-a", T0, T0 + 1800, "control-plane", "uid-a");
        ledger.volume("c", "v2", "fast", GIB, "logging", T0, null, "host", null);
        ledger.volume("c", "v3", "fast", GIB, null, T0, null, "host", null);
        ledger.volume("c", "v4", "fast", GIB, "nobody", T0, null, "host", null);
        ledger.loadBalancer("c", "lb", "team-a", T0 + 1800, null, "control-plane", "uid-a");

        Statement statement = make(ledger, 1, PRICES);

        assertEquals(
                "{cc-a control-plane load-balancer=1800, cc-a control-plane storage=36000, cc-ops host storage=36000,"
                        + " platform host storage=36000, platform idle cpu=129600, suspense host storage=36000}",
                sums(statement).toString());
        assertEquals(BigInteger.valueOf(145_800), statement.reconciliation().otherAssetsNanos());
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
    }
}
