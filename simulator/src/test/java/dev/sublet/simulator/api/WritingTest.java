package dev.sublet.simulator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class WritingTest {
    private final KindStore store = new KindStore(KubeKind.VIRTUAL_CLUSTER);
    private final Writing writing = new Writing(
            KubeKind.VIRTUAL_CLUSTER, store, Clock.fixed(Instant.parse("2026-11-22T14:00:00Z"), ZoneOffset.UTC));

    private StoredObject made() {
        return writing.create(
                "sublet", "{\"metadata\":{\"name\":\"web\"},\"spec\":{\"size\":\"small\"},\"status\":{}}");
    }

    private StoredObject patch(boolean status, String body) {
        return writing.change("sublet", "web", status, true, body);
    }

    @Test
    void a_spec_that_changes_has_a_new_generation_and_a_status_is_written_apart() {
        StoredObject fresh = made();
        assertEquals(1, fresh.json().at("/metadata/generation").asInt());
        assertEquals(
                "2026-11-22T14:00:00Z",
                fresh.json().at("/metadata/creationTimestamp").asText());
        StoredObject told = patch(true, "{\"status\":{\"phase\":\"Ready\"},\"spec\":{\"size\":\"large\"}}");
        assertEquals("Ready", told.json().at("/status/phase").asText());
        assertEquals("small", told.json().at("/spec/size").asText());
        StoredObject changed = patch(false, "{\"spec\":{\"size\":\"large\"},\"status\":{\"phase\":\"Gone\"}}");
        assertEquals(2, changed.json().at("/metadata/generation").asInt());
        assertEquals("Ready", changed.json().at("/status/phase").asText());
    }

    @Test
    void a_namesake_and_a_stale_writer_are_refused() {
        made();
        assertEquals(
                409, assertThrows(Writing.RefusedException.class, this::made).code());
        Writing.RefusedException other = assertThrows(
                Writing.RefusedException.class, () -> patch(false, "{\"metadata\":{\"uid\":\"another\"}}"));
        assertEquals("Conflict", other.reason());
        assertEquals(
                404,
                assertThrows(Writing.RefusedException.class, () -> writing.delete("sublet", "none", ""))
                        .code());
    }

    @Test
    void what_has_a_finalizer_is_marked_first_and_goes_with_the_last_one() {
        made();
        patch(false, "{\"metadata\":{\"finalizers\":[\"a\"]}}");
        assertTrue(writing.delete("sublet", "web", "").json().at("/metadata").has("deletionTimestamp"));
        patch(false, "{\"metadata\":{\"finalizers\":[]}}");
        assertNull(store.get("sublet", "web"));
    }
}
