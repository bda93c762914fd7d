package dev.sublet.reporter.allocation;

import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.hours;
import static dev.sublet.reporter.support.Fixture.sums;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.reporter.entry.EntryException;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryTest {
    // One core costs 36 nanos a second, and nothing else costs anything.
    private static final String PRICES = """
            currency: USD
            base: {cpu: 1, memory: 0, gpu: 0}
            nodes: [{instanceType: t, perHour: 0.0001296}]
            """;

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

    private long pod(String name, String podClass, String vclusterUid, int millicores) {
        long id = ledger.pod("c", name, "team-a", "n1", T0, null, podClass, vclusterUid, millicores, 0, 0);
        ledger.usage(id, T0, T0 + HOUR, 0, 0);
        return id;
    }

    private Statement statement(String owners) {
        return Statements.preview(
                ledger,
                hours(1),
                Terms.parse(new TermsTexts(Map.of(
                        TermsFile.PRICES,
                        new NamedText("prices.yaml", PRICES),
                        TermsFile.OWNERS,
                        new NamedText("owners.yaml", owners)))));
    }

    private String paid(String owners) {
        Statement statement = statement(owners);
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
        return sums(statement).toString();
    }

    @Test
    void a_transfer_in_the_file_splits_the_past_to_the_second_whatever_was_recorded() {
        pod("web", "workload", "uid-a", 1000);
        ledger.owner("c", "vcluster", "uid-a", "cc-wrong", 1_000_000, T0, null);

        assertEquals("{cc-a workload cpu=36, cc-b workload cpu=129564}", paid("""
                        owners:
                          - {vcluster: team-a/a, costCenter: cc-a, to: "2026-11-01T00:00:01Z"}
                          - {vcluster: team-a/a, costCenter: cc-b, from: "2026-11-01T00:00:01Z"}
                        """));
    }

    @Test
    void what_the_file_no_longer_says_is_no_longer_so_but_a_label_still_counts() {
        pod("web", "workload", "uid-a", 1000);
        ledger.owner("c", "vcluster", "uid-a", "cc-wrong", 1_000_000, T0, T0 + 1800);
        assertEquals("{suspense workload cpu=129600}", paid("owners: []"));

        ledger.owner("c", "vcluster", "uid-a", "cc-label", 1_000_000, T0 + 1800, null)
                .sql("UPDATE owner_span SET source = 'namespace' WHERE cost_center = 'cc-label'");
        assertEquals("{cc-label workload cpu=64800, suspense workload cpu=64800}", paid("owners: []"));
    }

    @Test
    void a_vcluster_is_shared_by_its_virtual_namespaces_and_the_rest_by_percentages() {
        long shop = pod("shop", "workload", "uid-a", 400);
        long train = pod("train", "workload", "uid-a", 300);
        pod("rest", "workload", "uid-a", 200);
        pod("plane", "control-plane", "uid-a", 100);
        ledger.sql("UPDATE pod_span SET virtual_namespace = 'shop' WHERE span_id = " + shop);
        ledger.sql("UPDATE pod_span SET virtual_namespace = 'ml-train' WHERE span_id = " + train);

        assertEquals(
                "{cc-1 control-plane cpu=9720, cc-1 workload cpu=19440, cc-2 control-plane cpu=3240,"
                        + " cc-2 workload cpu=6480, cc-ml workload cpu=38880, cc-shop workload cpu=51840}",
                paid("""
                        owners:
                          - vcluster: team-a/a
                            costCenters: {cc-1: 75, cc-2: 25}
                            virtualNamespaces: {"*": cc-any, "ml-*": cc-ml, shop: cc-shop}
                        """.replace("\"*\": cc-any, ", "")));
    }

    @Test
    void a_name_comes_before_a_start_and_a_longer_start_before_a_shorter_one() {
        long train = pod("train", "workload", "uid-a", 600);
        long test = pod("test", "workload", "uid-a", 400);
        ledger.sql("UPDATE pod_span SET virtual_namespace = 'ml-train' WHERE span_id = " + train);
        ledger.sql("UPDATE pod_span SET virtual_namespace = 'ml-test' WHERE span_id = " + test);

        assertEquals("{cc-ml workload cpu=51840, cc-train workload cpu=77760}", paid("""
                        owners:
                          - vcluster: team-a/a
                            costCenter: cc-1
                            virtualNamespaces: {"*": cc-any, "ml-*": cc-ml, ml-train: cc-train}
                        """));
    }

    @Test
    void a_host_namespace_s_entry_holds_for_its_vclusters_and_its_own_pods() {
        pod("web", "workload", "uid-a", 500);
        pod("other", "workload", "uid-b", 300);
        pod("agent", "host", null, 200);

        assertEquals(
                "{cc-b workload cpu=38880, cc-n host cpu=25920, cc-n workload cpu=64800}",
                paid("owners: [{namespace: team-a, costCenter: cc-n}, {vcluster: team-a/b, costCenter: cc-b}]"));
    }

    @Test
    void a_recreated_vcluster_of_the_same_name_follows_the_same_entry() {
        pod("old", "workload", "uid-a", 500);
        ledger.sql("INSERT INTO vcluster_span VALUES (99, 'c', 'uid-new', 'team-a', 'a', " + T0
                + ", NULL, 'StatefulSet', NULL, NULL, 'running')");
        pod("new", "workload", "uid-new", 500);
        ledger.sql("UPDATE pod_span SET vcluster = 'a' WHERE vcluster_uid = 'uid-new'");

        assertEquals("{cc-a workload cpu=129600}", paid("owners: [{vcluster: team-a/a, costCenter: cc-a}]"));
    }

    @Test
    void a_wrong_registry_is_one_line() {
        EntryException refused = assertThrows(EntryException.class, () -> statement("owners: [{costCenter: c}]"));

        assertEquals(
                "owner registry owners.yaml entry 1 needs either 'vcluster' or 'namespace', one of the two",
                refused.getMessage());
        assertThrows(
                EntryException.class,
                () -> statement("owners: [{namespace: a, costCenter: c, virtualNamespaces: {shop: c}}]"));
    }
}
