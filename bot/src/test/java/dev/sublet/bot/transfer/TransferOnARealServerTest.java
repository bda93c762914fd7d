package dev.sublet.bot.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.access.Access;
import dev.sublet.bot.access.AccessRole;
import dev.sublet.bot.action.Action;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.HandClock;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real API server, with the real Helm; a second server stands in for the inside of the virtual cluster. */
class TransferOnARealServerTest {
    private static final Asker ANN = new Asker("ann@example.com", null, "cli", "t-1");
    private static final Asker BOB = new Asker("bob@example.com", null, "slack", "t-2");

    @TempDir
    Path folder = Path.of("");

    private final HandClock clock = new HandClock();
    private final List<Action> told = new CopyOnWriteArrayList<>();
    private RealHost host;
    private Desk desk;

    @BeforeEach
    void settle() throws IOException {
        host = new RealHost(folder).clock(clock).actions(told::add);
        desk = new Desk(host.client(), host.namespace(), clock);
    }

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
    }

    private Map<String, String> labels(String ending) {
        return host.client()
                .namespaces()
                .withName(host.hostNamespace(ending))
                .get()
                .getMetadata()
                .getLabels();
    }

    @Test
    void the_owner_changes_at_its_moment_after_another_person_accepted_and_old_access_dies() throws IOException {
        Blueprints blueprints = host.blueprints("");
        host.start("");
        host.create("a", "size: small");
        VirtualCluster ready = host.await("a", Phase.Ready);
        String name = host.name("a");
        Wanted wanted = new Resolver(blueprints).resolve(ready, null);
        Access access = new Access(host.client(), host.host().vclusters(), null);
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "no API",
                () -> Access.isPossible(host.host().vclusters(), wanted));
        access.grant(wanted, "ann@example.com", AccessRole.EDIT, Duration.ofHours(1));
        assertEquals(1, access.list(wanted).size());

        Instant moment = clock.instant().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);
        desk.transfer(name, "web", "cc-2", moment, ANN);
        RefusedException own = assertThrows(
                RefusedException.class,
                () -> desk.acceptTransfer(name, new Asker("Ann@Example.com", null, "cli", "t-3")));
        assertTrue(own.getMessage().contains("cannot accept it for team web"), own.getMessage());
        Transfer accepted = desk.acceptTransfer(name, BOB);
        assertEquals(moment, accepted.effective());
        host.await("a", Phase.Ready);
        assertEquals("shop", labels("a").get("team"));

        clock.advance(Duration.ofHours(3));
        // Nothing but time tells the operator: its own look has to be there. The real one is set anew by a touch.
        host.patch("a", "{\"metadata\":{\"annotations\":{\"look\":\"now\"}}}");
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "still " + labels("a"),
                () -> "web".equals(labels("a").get("team")));

        assertEquals("cc-2", labels("a").get("cost-center"));
        VirtualCluster after = host.get("a");
        assertEquals(
                new Owner("web", "cc-2", "bob@example.com"), after.getSpec().owner());
        assertTrue(Transfer.of(after).isEmpty());
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "access: " + access.list(wanted),
                () -> access.list(wanted).isEmpty());
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "" + host.get("a"),
                () -> "web".equals(host.get("a").getStatus().team()));
        Action done = told.stream()
                .filter(action -> action.verb().equals("transfer")
                        && action.result() == Action.Result.DONE
                        && action.requestId().startsWith("transfer/"))
                .findFirst()
                .orElseThrow();
        assertEquals("ann@example.com", done.requestedBy());
        assertEquals("bob@example.com", done.approvedBy());
        assertTrue(told.stream().anyMatch(action -> action.verb().equals("revoke")), told::toString);
    }

    @Test
    void a_transfer_without_a_date_takes_effect_when_it_is_accepted_and_by_itself() throws IOException {
        host.start("");
        host.create("b", "size: small");
        host.await("b", Phase.Ready);
        desk.transfer(host.name("b"), "web", "cc-2", clock.instant().plusSeconds(4), ANN);
        Transfer accepted = desk.acceptTransfer(host.name("b"), BOB);

        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "still " + labels("b"),
                () -> "web".equals(labels("b").get("team")));

        Duration late = Duration.between(accepted.effective(), clock.instant());
        assertTrue(late.toMillis() >= 0 && late.toMillis() < 10_000, "it was " + late + " late");
    }

    @Test
    void what_is_past_refused_or_nobodys_to_accept_changes_nothing() throws IOException {
        host.create("c", "size: small");
        String name = host.name("c");
        assertThrows(RefusedException.class, () -> desk.acceptTransfer(name, BOB));
        RefusedException past = assertThrows(
                RefusedException.class,
                () -> desk.transfer(name, "web", "cc-2", clock.instant().minusSeconds(90), ANN));
        assertTrue(past.getMessage().contains("charged already"), past.getMessage());
        RefusedException hostile =
                assertThrows(RefusedException.class, () -> desk.transfer(name, "web\n{{x}}", "cc-2", null, ANN));
        assertEquals(
                "team \"web?{{x}}\" cannot be a label; use up to 63 letters, digits, dashes, dots and underscores",
                hostile.getMessage());
        desk.transfer(name, "web", "cc-2", null, ANN);
        RefusedException second =
                assertThrows(RefusedException.class, () -> desk.transfer(name, "ops", "cc-3", null, BOB));
        assertTrue(second.getMessage().contains("is under way"), second.getMessage());
        desk.refuseTransfer(name, BOB, "not ours");
        host.start("");
        VirtualCluster ready = host.await("c", Phase.Ready);
        assertEquals("shop", ready.getSpec().owner().team());
        assertNotEquals("web", labels("c").get("team"));
    }
}
