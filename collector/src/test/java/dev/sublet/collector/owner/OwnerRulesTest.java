package dev.sublet.collector.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.discovery.Vcluster;
import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.ledger.owner.OwnerRegistry;
import dev.sublet.ledger.owner.OwnerShare;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerRulesTest {
    private static final Vcluster DEV = new Vcluster("u", "team-a", "dev", "StatefulSet", "w", null, null, "running");
    private static final NamespaceFacts TEAM_A = new NamespaceFacts("n", "team-a", "cc-label", "blue", null, Map.of());

    private static OwnerRules rules(String yaml) {
        return new OwnerRules(OwnerRegistry.parse(yaml, "owners.yaml", ZoneOffset.UTC));
    }

    private static long second(String time) {
        return Instant.parse(time).getEpochSecond();
    }

    private static String paysFor(OwnerRules rules, NamespaceFacts namespace, long atS) {
        return rules.ownersOf(DEV, namespace, atS).toString();
    }

    @Test
    void the_vclusters_entry_comes_before_the_namespaces_and_that_before_the_label() {
        OwnerRules both = rules("""
                owners:
                  - {vcluster: team-a/dev, costCenter: cc-v, from: 2026-11-01, to: 2026-12-01}
                  - {namespace: team-a, costCenter: cc-n, team: green}
                """);
        long november = second("2026-11-15T00:00:00Z");
        long december = second("2026-12-01T00:00:00Z");
        assertEquals(
                List.of(new OwnerShare("cc-v", null, 1_000_000, "registry")), both.ownersOf(DEV, TEAM_A, november));
        assertEquals(
                List.of(new OwnerShare("cc-n", "green", 1_000_000, "registry")), both.ownersOf(DEV, TEAM_A, december));
        assertEquals(
                List.of(new OwnerShare("cc-label", "blue", 1_000_000, "namespace")),
                rules("").ownersOf(DEV, TEAM_A, november));
        assertEquals(List.of(), rules("owners:").ownersOf(DEV, null, november));
        assertEquals(List.of(), rules("").ownersOf(new NamespaceFacts("n", "x", null, null, null, Map.of()), november));
    }

    @Test
    void periods_are_half_open_and_dates_are_midnights_of_the_billing_zone() {
        OwnerRules rules = new OwnerRules(OwnerRegistry.parse("""
                owners:
                  - {vcluster: team-a/dev, costCenter: cc-1, to: 2026-11-10}
                  - {vcluster: team-a/dev, costCenter: cc-2, from: 2026-11-10, to: "2026-11-20T12:00:00Z"}
                """, "owners.yaml", ZoneId.of("Asia/Kolkata")));
        long change = second("2026-11-09T18:30:00Z");
        assertTrue(paysFor(rules, TEAM_A, change - 1).contains("cc-1"));
        assertTrue(paysFor(rules, TEAM_A, change).contains("cc-2"));
        assertEquals(OptionalLong.of(change), rules.nextChangeAfter(change - 1));
        assertEquals(OptionalLong.of(second("2026-11-20T12:00:00Z")), rules.nextChangeAfter(change));
        assertEquals(OptionalLong.empty(), rules.nextChangeAfter(second("2026-11-20T12:00:00Z")));
    }

    @Test
    void shares_are_exact_millionths_of_percentages() {
        OwnerRules rules =
                rules("owners: [{namespace: team-a, costCenters: {a: 33.3333, b: 33.3333, c: 33.3334}, team: red}]");
        List<OwnerShare> shares = rules.ownersOf(TEAM_A, 0);
        assertEquals(
                List.of(333_333L, 333_333L, 333_334L),
                shares.stream().map(OwnerShare::shareMillionths).toList());
        assertEquals(
                OwnerShare.WHOLE,
                shares.stream().mapToLong(OwnerShare::shareMillionths).sum());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    owner: []                                                    | has unknown key 'owner'; the one key at the top is 'owners'
                    owners: 5                                                    | needs a list under 'owners'
                    owners: [5]                                                  | entry 1 is not a mapping; write it as '- vcluster: namespace/name'
                    owners: [{namespace: a, costCenter: c, cc: d}]               | entry 1 has unknown key 'cc'; known are costCenter, costCenters, from, namespace, team, to, vcluster, virtualNamespaces
                    owners: [{costCenter: c}]                                    | entry 1 needs either 'vcluster' or 'namespace', one of the two
                    owners: [{vcluster: dev, costCenter: c}]                     | entry 1: vcluster 'dev' is not of the form namespace/name
                    owners: [{namespace: a}]                                     | entry 1 (namespace a) needs either 'costCenter' or 'costCenters', one of the two
                    owners: [{namespace: a, costCenters: {x: 60, y: 41}}]        | entry 1 (namespace a): percentages sum to 101, not 100; correct them
                    owners: [{namespace: a, costCenters: {x: 33.33333}}]         | entry 1 (namespace a): 33.33333 for x has more than four decimals; round it
                    owners: [{namespace: a, costCenters: {x: -1, y: 101}}]       | entry 1 (namespace a): -1 for x is not above 0 and at most 100
                    owners: [{namespace: a, costCenters: {x: half}}]             | entry 1 (namespace a): 'half' for x is not a percentage such as 33.3333
                    owners: [{namespace: a, costCenter: c, from: soon}]          | entry 1 (namespace a): from 'soon' is neither a date such as 2026-11-01 nor a time such as 2026-11-01T00:00:00Z
                    owners: [{namespace: a, costCenter: c, from: 2026-11-02, to: 2026-11-02}] | entry 1 (namespace a): 'to' must lie after 'from'
                    owners: [{namespace: a, costCenter: }]                       | entry 1: 'costCenter' needs a value
                    """)
    void a_wrong_registry_is_one_line_that_names_the_entry(String yaml, String message) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> rules(yaml));
        assertEquals("owner registry owners.yaml " + message, failure.getMessage());
    }

    @Test
    void overlapping_periods_of_one_subject_are_refused() {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> rules("""
                        owners:
                          - {vcluster: a/v, costCenter: c1, to: 2026-11-10}
                          - {vcluster: a/v, costCenter: c2, from: 2026-11-09}
                        """));
        assertTrue(
                String.valueOf(failure.getMessage()).startsWith("owner registry has two entries for vcluster a/v"),
                failure.getMessage());
    }

    @Test
    void broken_yaml_and_missing_files_are_one_line() {
        for (String yaml : List.of("owners: [", "owners: []\nowners: []", "\t", "just text")) {
            IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> rules(yaml), yaml);
            assertEquals(1, String.valueOf(failure.getMessage()).lines().count(), failure.getMessage());
        }
        assertThrows(
                IllegalArgumentException.class, () -> OwnerRegistry.read(Path.of("no-such-file.yaml"), ZoneOffset.UTC));
    }
}
