package dev.sublet.bot.gitops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sublet.bot.resource.OverrideSpec;
import dev.sublet.bot.resource.VirtualClusterOverride;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverridesTest {
    private static final Instant NOW = Instant.parse("2026-03-10T10:00:00Z");

    @Test
    void of_each_field_the_newest_that_is_in_force_counts() {
        Overrides overrides = Overrides.at(
                NOW,
                List.of(
                        override("a", "08", "2026-03-10T12:00:00Z", true, "small"),
                        override("b", "09", "2026-03-10T11:00:00Z", null, "large"),
                        override("c", "09", "2026-03-10T10:00:00Z", false, "huge")));

        OverrideSpec inForce = overrides.inForce();
        assertEquals(true, inForce == null ? null : inForce.paused());
        assertEquals("large", inForce == null ? null : inForce.size());
        assertEquals(Instant.parse("2026-03-10T11:00:00Z"), overrides.changesAt());
        assertEquals(
                List.of("c"),
                overrides.expired().stream()
                        .map(each -> each.getMetadata().getName())
                        .toList());
    }

    @Test
    void a_day_that_is_none_never_counts() {
        Overrides overrides = Overrides.at(NOW, List.of(override("a", "08", "2027-02-31T12:00:00Z", true, null)));

        assertNull(overrides.inForce());
        assertEquals(1, overrides.expired().size());
    }

    private static VirtualClusterOverride override(
            String name, String hour, String expiresAt, @Nullable Boolean paused, @Nullable String size) {
        VirtualClusterOverride override = new VirtualClusterOverride();
        override.getMetadata().setName(name);
        override.getMetadata().setCreationTimestamp("2026-03-10T" + hour + ":00:00Z");
        override.setSpec(new OverrideSpec("web", expiresAt, paused, null, size, null, null));
        return override;
    }
}
