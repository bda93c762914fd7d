package dev.sublet.bot.removal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.resource.PowerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Instant ASKED = Instant.parse("2026-03-10T10:00:00Z");
    private static final Duration UNDO = Duration.ofDays(3);

    @Test
    void is_open_from_the_deletion_for_the_blueprints_time_and_not_at_its_end() {
        Window window = Window.of(ASKED, null, UNDO, null);

        assertTrue(window.isOpen(ASKED.plus(UNDO).minusMillis(1)));
        assertFalse(window.isOpen(ASKED.plus(UNDO)));
    }

    @Test
    void opens_anew_when_a_protection_ends_that_refused_it() {
        Window window = Window.of(ASKED, ASKED.plus(Duration.ofDays(9)), UNDO, null);

        assertEquals(ASKED.plus(Duration.ofDays(9)), window.begin());
        assertEquals(ASKED.plus(Duration.ofDays(12)), window.end());
    }

    @Test
    void what_was_stopped_at_the_end_of_its_life_gets_no_second_window() {
        assertEquals(
                ASKED, Window.of(ASKED, null, UNDO, expired(ASKED.minus(UNDO))).end());
        assertEquals(
                ASKED.plus(Duration.ofDays(2)),
                Window.of(ASKED, null, UNDO, expired(ASKED.minus(Duration.ofDays(1))))
                        .end());
        assertEquals(
                ASKED,
                Window.of(ASKED, null, UNDO, expired(ASKED.minus(Duration.ofDays(30))))
                        .end());
    }

    @Test
    void what_a_person_paused_long_ago_gets_its_window() {
        PowerStatus paused = new PowerStatus(
                PowerStatus.State.Stopped, PowerStatus.Reason.Person, "2026-01-01T00:00:00Z", null, List.of());

        assertEquals(ASKED.plus(UNDO), Window.of(ASKED, null, UNDO, paused).end());
    }

    private static PowerStatus expired(Instant since) {
        return new PowerStatus(
                PowerStatus.State.Stopped, PowerStatus.Reason.Expired, since.toString(), null, List.of());
    }

    @Test
    void an_expired_one_is_deleted_only_after_it_really_stood_still_for_the_window() {
        assertEquals(ASKED.plus(UNDO), Expiry.deleteAt(expired(ASKED), UNDO));
        assertEquals(null, Expiry.deleteAt(null, UNDO));
        assertEquals(
                null,
                Expiry.deleteAt(
                        new PowerStatus(
                                PowerStatus.State.Stopping,
                                PowerStatus.Reason.Expired,
                                ASKED.toString(),
                                null,
                                List.of()),
                        UNDO));
    }
}
