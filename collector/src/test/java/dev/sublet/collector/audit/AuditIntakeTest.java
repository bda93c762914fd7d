package dev.sublet.collector.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.collector.SharedData;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.audit.AuditReceipt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditIntakeTest {
    private static final AuditSource PAYMENTS =
            new AuditSource("payments", "vcluster-payments", "payments", "canary-token");
    private static final Instant NOW = Instant.parse("2026-11-22T13:00:00Z");

    private final AuditShelf shelf = new AuditShelf();
    private final AuditIntake intake = new AuditIntake(shelf);

    private AuditReceipt post(String body) {
        return intake.accept(PAYMENTS, body.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static String list(String... items) {
        return "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":["
                + String.join(",", items) + "]}";
    }

    private static String event(String id, String more) {
        return "{\"level\":\"Metadata\",\"auditID\":\"" + id + "\",\"stage\":\"ResponseComplete\",\"verb\":\"get\""
                + (more.isEmpty() ? "" : "," + more) + "}";
    }

    @Test
    void an_event_becomes_its_columns_and_the_person_is_who_was_impersonated() {
        assertEquals(new AuditReceipt(1, 0, 0), post(list(event("a1", """
                        "user":{"username":"kubernetes-super-admin","groups":["system:masters"]},
                        "impersonatedUser":{"username":"alice@example.com"},
                        "sourceIPs":["10.0.0.1","127.0.0.1"],"userAgent":"kubectl",
                        "objectRef":{"resource":"pods","subresource":"log","namespace":"checkout","name":"api"},
                        "responseStatus":{"code":200},"requestURI":"/api/v1/pods",
                        "requestReceivedTimestamp":"2026-11-22T12:59:59.000001Z",
                        "stageTimestamp":"2026-11-22T12:59:59.5Z"
                        """))));
        AuditEvent event = shelf.events.get(0);
        assertEquals("alice@example.com", event.person());
        assertEquals("kubernetes-super-admin", event.username());
        assertEquals("payments", event.vcluster());
        assertEquals("vcluster-payments", event.vclusterNamespace());
        assertEquals("log", event.subresource());
        assertEquals("10.0.0.1,127.0.0.1", event.sourceIps());
        assertEquals(200, event.code());
        assertEquals(NOW.getEpochSecond() * 1_000_000 - 500_000, event.stageUs());
    }

    @Test
    void user_object_and_status_may_be_missing() {
        assertEquals(new AuditReceipt(2, 0, 0), post(list(event("a1", ""), event("a2", "\"user\":null"))));
        assertNull(shelf.events.get(0).person());
        assertNull(shelf.events.get(0).code());
    }

    @Test
    void a_bad_event_is_set_aside_and_the_others_are_kept() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        assertEquals(
                new AuditReceipt(2, 0, 9),
                post(list(
                        event("good1", ""),
                        "{\"stage\":\"Panic\"}",
                        "{\"auditID\":\"x\"}",
                        "7",
                        "null",
                        event("w1", "\"user\":\"alice\""),
                        event("w2", "\"responseStatus\":{\"code\":\"200\"}"),
                        event("w3", "\"user\":{\"username\":\"a\"},\"user\":{\"username\":\"b\"}"),
                        event("w4", "\"annotations\":" + deep),
                        event("w5", "\"stageTimestamp\":\"yesterday\""),
                        event("good2", ""))));
        assertEquals(
                List.of("good1", "good2"),
                shelf.events.stream().map(AuditEvent::auditId).toList());
        assertEquals("it has no auditID", shelf.setAside.get(0).reason());
        assertEquals("it has no stage", shelf.setAside.get(1).reason());
        assertTrue(shelf.setAside.stream().allMatch(one -> one.body().length() <= 16 * 1024));
    }

    @Test
    void an_event_of_a_time_outside_1970_to_2100_is_set_aside_with_its_reason() {
        assertEquals(
                new AuditReceipt(2, 0, 3),
                post(list(
                        event("w1", "\"stageTimestamp\":\"1969-12-31T23:59:59.999999Z\""),
                        event("good1", "\"stageTimestamp\":\"1970-01-01T00:00:00Z\""),
                        event("w2", "\"stageTimestamp\":\"2101-01-01T00:00:00Z\""),
                        event("good2", "\"stageTimestamp\":\"2100-12-31T23:59:59Z\""),
                        event("w3", "\"timestamp\":\"-290308-12-21T20:00:00Z\""))));
        assertEquals(
                "stageTimestamp is not in the years 1970 to 2100",
                shelf.setAside.get(0).reason());
        assertEquals(
                "stageTimestamp is not in the years 1970 to 2100",
                shelf.setAside.get(1).reason());
    }

    @Test
    void a_body_that_is_no_event_list_is_set_aside_whole() {
        for (String body : List.of("", "not json", "[]", "{\"kind\":\"Status\"}", "{\"items\":{}}", "{\"items\":")) {
            assertEquals(new AuditReceipt(0, 0, 1), post(body), body);
        }
        assertEquals("not json", shelf.setAside.get(1).body());
        assertEquals(new AuditReceipt(0, 0, 0), post("{\"kind\":\"EventList\",\"items\":[]}"));
        assertEquals(new AuditReceipt(0, 0, 0), post("{\"kind\":\"EventList\",\"items\":null}"));
    }

    @Test
    void a_body_that_breaks_off_keeps_the_events_before_that() {
        String whole = list(event("a1", ""), event("a2", ""), event("a3", "\"userAgent\":\"kubectl\""));
        assertEquals(new AuditReceipt(2, 0, 1), post(whole.substring(0, whole.length() - 20)));
        assertEquals(new AuditReceipt(1, 2, 1), post(list(event("a1", ""), event("a2", ""), event("a3", ""), "{oops")));
    }

    @Test
    void every_place_where_a_body_can_break_off_is_survived() {
        String whole = list(event("a1", "\"sourceIPs\":[\"\u00e9\"]"), event("a2", "\"responseStatus\":{\"code\":1}"));
        for (int end = 0; end < whole.length(); end++) {
            AuditReceipt receipt = post(whole.substring(0, end));
            assertTrue(receipt.stored() + receipt.duplicates() <= 2);
            assertTrue(receipt.setAside() <= 1);
        }
        assertEquals(2, shelf.events.size());
    }

    @Test
    void bodies_of_secrets_are_never_kept_but_a_review_keeps_what_it_asks() {
        post(list(
                event(
                        "s1",
                        "\"objectRef\":{\"resource\":\"secrets\"},\"requestObject\":{\"data\":{\"k\":\"canary\"}},"
                                + "\"responseObject\":{\"data\":{\"k\":\"canary\"}}"),
                event("s2", "\"user\":1,\"requestObject\":{\"data\":\"canary\"}"),
                event(
                        "r1",
                        "\"objectRef\":{\"resource\":\"subjectaccessreviews\"},\"requestObject\":{\"spec\":{"
                                + "\"user\":\"bob\",\"groups\":[\"devs\"],\"extra\":{\"x\":[\"canary\"]},"
                                + "\"resourceAttributes\":{\"resource\":\"pods\",\"subresource\":\"exec\",\"name\":\"api\"}},"
                                + "\"status\":{\"reason\":\"canary\"}}")));
        String everything = shelf.events + " " + shelf.setAside;
        assertFalse(everything.contains("canary"), everything);
        String review = shelf.events.get(1).detail();
        assertTrue(review.contains("\"subresource\":\"exec\"") && review.contains("\"user\":\"bob\""), review);
        assertFalse(PAYMENTS.toString().contains("canary"));
    }

    @Test
    void hostile_texts_are_bounded_and_clean() {
        String uri = "/api/" + "x".repeat(1_000_000);
        assertEquals(
                new AuditReceipt(2, 0, 0),
                post(list(
                        event("u1", "\"requestURI\":\"" + uri + "\",\"annotations\":{" + annotations(500) + "}"),
                        event(
                                "u2",
                                "\"userAgent\":\"a\\u0000b\\ud800c\0d\","
                                        + "\"user\":{\"username\":\"\\ud83d\\ude00\"}"))));
        AuditEvent first = shelf.events.get(0);
        assertEquals(2048, String.valueOf(first.requestUri()).length());
        assertTrue(
                first.detail().length() <= 16 * 1024,
                () -> "detail of " + first.detail().length());
        assertTrue(first.detail().contains("\"truncated\":true"));
        assertEquals("a\uFFFDb\uFFFDc\uFFFDd", shelf.events.get(1).userAgent());
        assertEquals("\uD83D\uDE00", shelf.events.get(1).person());
        for (AuditEvent event : shelf.events) {
            assertFalse(event.toString().contains("\0"));
        }
    }

    private static String annotations(int count) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(i == 0 ? "" : ",")
                    .append("\"k")
                    .append(i)
                    .append("\":\"")
                    .append("v".repeat(600))
                    .append('"');
        }
        return all.toString();
    }

    @Test
    void bytes_that_are_no_text_cost_only_their_event() {
        byte[] body = list(event("a1", ""), event("a2", "\"userAgent\":\"?\""), event("a3", ""))
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '?') {
                body[i] = (byte) 0xFF;
            }
        }
        assertEquals(new AuditReceipt(3, 0, 0), intake.accept(PAYMENTS, body, NOW));
    }

    @Test
    void more_events_than_the_bound_are_set_aside_as_one_that_names_the_setting() {
        AuditIntake narrow = new AuditIntake(shelf, 2, 1_000_000);
        byte[] body = list(event("a1", ""), event("a2", ""), event("a3", "")).getBytes(StandardCharsets.UTF_8);
        assertEquals(new AuditReceipt(2, 0, 1), narrow.accept(PAYMENTS, body, NOW));
        assertEquals(
                "more than 2 events in one call; raise audit.batchEventsMax",
                shelf.setAside.get(0).reason());
    }

    @Test
    void a_body_is_read_no_further_than_its_bound() throws IOException {
        AuditIntake narrow = new AuditIntake(shelf, 100, 1024);
        byte[] body = list(event("a1", ""), event("a2", "\"userAgent\":\"" + "x".repeat(5_000) + "\""))
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(new AuditReceipt(1, 0, 1), narrow.accept(PAYMENTS, new ByteArrayInputStream(body), NOW));
    }

    @Test
    void sources_are_checked() {
        assertThrows(IllegalArgumentException.class, () -> new AuditSource("a/b", null, null, "t"));
        assertThrows(IllegalArgumentException.class, () -> new AuditSource("a", "ns", null, "t"));
        assertThrows(IllegalArgumentException.class, () -> new AuditSource("a", null, null, " "));
        assertTrue(PAYMENTS.accepts("canary-token"));
        assertFalse(PAYMENTS.accepts("canary-toke"));
    }

    @Test
    void real_events_of_the_first_version_are_all_read() throws IOException {
        List<String> lines = Files.readAllLines(SharedData.file("audit/audit-v1.jsonl"));
        assertEquals(new AuditReceipt(37, 0, 0), post(list(lines.toArray(new String[0]))));
        assertTrue(shelf.events.stream().anyMatch(event -> "bob".equals(event.person())));
        assertEquals(
                Instant.parse("2017-09-11T19:55:05Z").getEpochSecond() * 1_000_000,
                shelf.events.get(0).stageUs());
    }

    @Test
    void every_batch_of_a_real_recording_is_read_and_alice_is_found() throws IOException {
        Map<String, byte[]> files = SharedData.recording(name -> name.startsWith("audit/"));
        assertEquals(4, files.size());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = file.getKey().substring("audit/".length()).replace(".jsonl", "");
            AuditSource source = new AuditSource(name, null, null, "t");
            for (String line :
                    new String(file.getValue(), StandardCharsets.UTF_8).lines().toList()) {
                JsonNode post = new ObjectMapper().readTree(line);
                intake.accept(
                        source,
                        post.path("body").asText().getBytes(StandardCharsets.UTF_8),
                        Instant.parse(post.path("receivedAt").asText()));
            }
        }
        assertEquals(List.of(), shelf.setAside);
        assertEquals(7_303, shelf.events.size());
        assertTrue(shelf.events.stream()
                .anyMatch(event -> event.source().equals("payments") && "alice@example.com".equals(event.person())));
    }
}
