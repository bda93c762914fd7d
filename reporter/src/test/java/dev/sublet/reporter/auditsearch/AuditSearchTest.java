package dev.sublet.reporter.auditsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.reporter.table.Format;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSearchTest {
    @TempDir
    private Path folder = Path.of("");

    private static AuditEvent event(String id, @Nullable String vcluster, long atS, String person, String verb) {
        return new AuditEvent(
                "source",
                id,
                "ResponseComplete",
                vcluster,
                vcluster == null ? null : "vcluster-" + vcluster,
                atS * 1_000_000,
                atS * 1_000_000,
                "Metadata",
                verb,
                person,
                "admin",
                "",
                "pods",
                verb.equals("get") ? "log" : null,
                "default",
                "web-" + id,
                200,
                "/api/v1/" + id,
                "10.0.0.1",
                "kubectl",
                "{}");
    }

    private String search(AuditQuery query) {
        return search(query, Format.CSV);
    }

    private String search(AuditQuery query, Format format) {
        try (Ledger ledger = Ledger.open(folder, LedgerSettings.defaults(), Clock.systemUTC())) {
            ledger.commit(new AuditBatch(
                    "source",
                    List.of(
                            event("3", "payments", 30, "alice@example.com", "delete"),
                            event("1", "payments", 10, "alice@example.com", "create"),
                            event("2", "search", 20, "alice@example.com", "get"),
                            event("4", "payments", 40, "bob_1@example.com", "create"),
                            event("5", null, 50, "bobx1@example.com", "create")),
                    List.of()));
            return new AuditSearch(ledger).write(query, format);
        }
    }

    private static AuditQuery by(@Nullable String vcluster, @Nullable String user, int limit) {
        return new AuditQuery(vcluster, user, null, null, null, 0, 1_000, limit);
    }

    @Test
    void finds_what_a_person_did_in_a_vcluster_newest_last() {
        String csv = search(by("payments", "alice@example.com", 10));
        assertEquals(3, csv.lines().count(), csv);
        assertTrue(csv.indexOf("web-1") < csv.indexOf("web-3"), csv);
        assertTrue(
                csv.contains("1970-01-01T00:00:10Z,source,payments,vcluster-payments,alice@example.com,admin,create"),
                csv);
    }

    @Test
    void a_star_stands_for_any_text_and_nothing_else_does() {
        assertEquals(6, search(by(null, "*@example.com", 10)).lines().count());
        String csv = search(by(null, "bob_1@*", 10));
        assertEquals(2, csv.lines().count(), csv);
        assertEquals(1, search(by(null, "ALICE@example.com", 10)).lines().count());
    }

    @Test
    void a_limit_keeps_the_newest() {
        String csv = search(by(null, null, 2));
        assertTrue(csv.contains("web-4") && csv.contains("web-5"), csv);
        assertFalse(csv.contains("web-3"), csv);
    }

    @Test
    void verb_resource_namespace_and_time_narrow_the_search() {
        String csv = search(new AuditQuery(null, null, "create", "pods", "default", 10, 40, 10));
        assertEquals(2, csv.lines().count(), csv);
        assertTrue(csv.contains("web-1"), csv);
    }

    @Test
    void a_vcluster_may_come_with_its_namespace_and_a_resource_with_its_subresource() {
        assertEquals(
                4, search(by("vcluster-payments/payments", null, 10)).lines().count());
        assertEquals(1, search(by("vcluster-search/payments", null, 10)).lines().count());
        String csv = search(new AuditQuery(null, null, "GET", "pods/log", null, 0, 1_000, 10));
        assertEquals(2, csv.lines().count(), csv);
        assertTrue(csv.contains("web-2"), csv);
    }

    @Test
    void a_search_without_result_says_what_there_is() {
        assertEquals(
                "no event matches; the ledger has 5 events from 1970-01-01T00:00:10Z to 1970-01-01T00:00:50Z;"
                        + " vclusters: (host), payments, search;"
                        + " people: alice@example.com, bob_1@example.com, bobx1@example.com\n",
                search(by("paymints", null, 10), Format.TABLE));
        assertEquals("[ ]", search(by("paymints", null, 10), Format.JSON).strip());
        assertEquals(1, search(by("paymints", null, 10)).lines().count());
    }

    @Test
    void an_empty_ledger_says_where_events_come_from() {
        try (Ledger ledger = Ledger.open(folder, LedgerSettings.defaults(), Clock.systemUTC())) {
            String text = new AuditSearch(ledger).write(by(null, null, 10), Format.TABLE);
            assertTrue(text.startsWith("the ledger has no audit events; point an audit webhook at "), text);
            assertEquals(
                    "[ ]",
                    new AuditSearch(ledger)
                            .write(by(null, null, 10), Format.JSON)
                            .strip());
        }
    }
}
