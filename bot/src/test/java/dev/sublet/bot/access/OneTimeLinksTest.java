package dev.sublet.bot.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.action.Action;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.plan.Wants;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneTimeLinksTest {
    private static final String ANN = "ann@example.com";

    @TempDir
    Path folder = Path.of("");

    private final List<Action> told = new ArrayList<>();
    private final HandClock clock = new HandClock();
    private final OneTimeLinks links = new OneTimeLinks(told::add, clock);
    private Wanted wanted;

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-10-05T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void settle() {
        wanted = Wants.of(folder, "a", "");
    }

    private String offer(String person) {
        return links.offer(
                "host-1", wanted, new Grant(person, AccessRole.VIEW, "canary-config", true, clock.now, null));
    }

    private Optional<String> take(String token, String person) {
        return links.take(token, person, "10.0.0.1").map(OneTimeLinks.Taken::kubeconfig);
    }

    @Test
    void a_link_works_once_for_its_person_and_the_hand_over_is_told() {
        String token = offer(ANN);
        assertEquals(43, token.length());
        assertEquals(Optional.of("canary-config"), take(token, ANN));
        assertEquals(Optional.empty(), take(token, ANN));
        assertFalse(links.isOpen(token));
        assertEquals(1, told.size());
        assertEquals("access", told.get(0).verb());
        assertEquals(ANN, told.get(0).requestedBy());
        assertEquals("kubeconfig handed over to 10.0.0.1", told.get(0).message());
        assertFalse(told.toString().contains("canary-config") || told.toString().contains(token));
    }

    @Test
    void looking_and_other_people_do_not_use_it_up() {
        String token = offer(ANN);
        assertTrue(links.isOpen(token));
        assertTrue(links.isOpen(token));
        assertEquals(Optional.empty(), take(token, "bob@example.com"));
        assertEquals(Optional.empty(), take(token + "x", ANN));
        assertEquals(List.of(), told);
        assertEquals(Optional.of("canary-config"), take(token, ANN));
    }

    @Test
    void it_is_gone_after_ten_minutes() {
        String token = offer(ANN);
        clock.now = clock.now.plus(OneTimeLinks.LIFE).minusMillis(1);
        assertTrue(links.isOpen(token));
        clock.now = clock.now.plusMillis(1);
        assertFalse(links.isOpen(token));
        assertEquals(Optional.empty(), take(token, ANN));
    }

    @Test
    void nobody_can_fill_it_and_time_makes_room() {
        for (int i = 0; i < OneTimeLinks.PER_PERSON_MAX; i++) {
            offer(ANN);
        }
        assertThrows(RefusedException.class, () -> offer(ANN));
        for (int i = OneTimeLinks.PER_PERSON_MAX; i < OneTimeLinks.OPEN_MAX; i++) {
            offer("p" + i);
        }
        assertThrows(RefusedException.class, () -> offer("one-more"));
        clock.now = clock.now.plus(OneTimeLinks.LIFE);
        assertEquals(43, offer(ANN).length());
    }

    @Test
    void a_hand_over_that_cannot_be_recorded_does_not_happen() {
        OneTimeLinks broken = new OneTimeLinks(
                action -> {
                    throw new IllegalStateException("the ledger is full");
                },
                clock);
        String token =
                broken.offer("host-1", wanted, new Grant(ANN, AccessRole.VIEW, "canary-config", true, null, null));
        assertThrows(IllegalStateException.class, () -> broken.take(token, ANN, "10.0.0.1"));
        assertFalse(broken.isOpen(token));
    }
}
