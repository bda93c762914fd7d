package dev.sublet.bot.removal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.HandClock;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.resource.OverrideSpec;
import dev.sublet.bot.resource.PowerStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterOverride;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lives that end, and overrides that do, with a clock moved by hand: on a real API server with the real Helm. */
class ExpiryOnARealServerTest {
    private static final Asker ANN = new Asker("ann@example.com", null, "cli", "e-1");

    @TempDir
    Path folder = Path.of("");

    private final HandClock clock = new HandClock();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private RealHost host;
    private Desk desk;

    @BeforeEach
    void settle() {
        host = new RealHost(folder)
                .clock(clock)
                .withShippedRights()
                .actions(action -> told.add(action.verb() + " " + action.message()));
        desk = new Desk(host.client(), host.namespace(), clock);
    }

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
    }

    /** Time goes on, and something makes the operator look. */
    private void later(String ending, Duration time) {
        clock.advance(time);
        host.patch(ending, "{\"metadata\":{\"annotations\":{\"look\":\"" + clock.instant() + "\"}}}");
    }

    private void await(String ending, BooleanSupplier condition) {
        Eventually.isTrue(RealHost.LIMIT, () -> "" + host.get(ending) + told, condition);
    }

    private boolean expiresSoon(String ending) {
        return host.get(ending).getStatus().conditions().stream()
                .anyMatch(condition ->
                        condition.getType().equals(ExpiryStep.SOON) && "True".equals(condition.getStatus()));
    }

    @Test
    void a_life_warns_can_be_extended_pauses_and_is_deleted_after_its_undo_window() throws IOException {
        host.start("undo: 3d\nlife: {default: 10d, max: 30d}");
        host.create("a", "timeToLive: 10d");
        host.await("a", Phase.Ready);
        assertFalse(expiresSoon("a"));

        later("a", Duration.ofDays(9).plusHours(1));
        await("a", () -> expiresSoon("a"));
        // The event follows the status.
        await(
                "a",
                () -> host.client().v1().events().inNamespace(host.namespace()).list().getItems().stream()
                        .anyMatch(event -> ExpiryStep.SOON.equals(event.getReason())
                                && event.getMessage().contains("sublet vcluster extend")));

        Instant end = desk.extend(host.name("a"), "2d", ANN);
        await("a", () -> !expiresSoon("a"));
        assertEquals(
                end.truncatedTo(ChronoUnit.SECONDS),
                Instant.parse(host.get("a").getStatus().expiresAt()));
        assertEquals(Phase.Ready, host.phase("a"));

        later("a", Duration.ofDays(3));
        VirtualCluster paused = host.await("a", Phase.Paused);
        assertEquals(PowerStatus.Reason.Expired, paused.getStatus().power().reason());
        await("a", () -> host.get("a").getStatus().power().state() == PowerStatus.State.Stopped);

        later("a", Duration.ofDays(4));
        host.awaitGone("a");
        assertTrue(told.stream().anyMatch(line -> line.startsWith("delete its time ended at")), told::toString);
    }

    @Test
    void a_protected_life_does_not_end() throws IOException {
        host.start("undo: 1m");
        host.create("p", "timeToLive: 1h\nprotected: true");
        host.await("p", Phase.Ready);

        later("p", Duration.ofDays(5));
        later("p", Duration.ofDays(5));

        host.await("p", Phase.Ready);
        assertFalse(expiresSoon("p"));
    }

    @Test
    void overrides_pause_resize_and_extend_for_a_while_and_end_by_themselves() throws IOException {
        host.start("undo: 1m\nlife: {max: 30d}");
        host.create("o", "size: small\ntimeToLive: 2d");
        host.await("o", Phase.Ready);
        String before = memory();
        override("o", "pause", true, null, null, Duration.ofHours(1));
        host.await("o", Phase.Paused);
        override("o", "more", null, "20d", "large", Duration.ofHours(2));
        await("o", () -> !memory().equals(before));
        assertFalse(host.get("o").getSpec().paused());
        Instant lives = Instant.parse(host.get("o").getMetadata().getCreationTimestamp())
                .plus(Duration.ofDays(20));
        await("o", () -> lives.toString().equals(host.get("o").getStatus().expiresAt()));

        later("o", Duration.ofMinutes(61));
        host.await("o", Phase.Ready);
        assertNotNull(there("more"));
        await("o", () -> there("pause") == null);

        later("o", Duration.ofMinutes(61));
        await("o", () -> memory().equals(before) && there("more") == null);
        assertEquals("small", host.get("o").getSpec().size());
        assertEquals(
                2,
                told.stream().filter(line -> line.startsWith("override-end ")).count(),
                told::toString);
    }

    private @Nullable VirtualClusterOverride there(String name) {
        return host.client()
                .resources(VirtualClusterOverride.class)
                .inNamespace(host.namespace())
                .withName(name)
                .get();
    }

    private String memory() {
        Quantity memory = host.client()
                .resourceQuotas()
                .inNamespace(host.hostNamespace("o"))
                .withName("sublet")
                .get()
                .getSpec()
                .getHard()
                .get("requests.memory");
        return memory.toString();
    }

    private void override(
            String ending,
            String name,
            @Nullable Boolean paused,
            @Nullable String timeToLive,
            @Nullable String size,
            Duration time) {
        VirtualClusterOverride passing = new VirtualClusterOverride();
        passing.getMetadata().setName(name);
        passing.getMetadata().setNamespace(host.namespace());
        passing.setSpec(new OverrideSpec(
                host.name(ending),
                clock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS).toString(),
                paused,
                timeToLive,
                size,
                "ann@example.com",
                null));
        host.client().resource(passing).create();
    }
}
