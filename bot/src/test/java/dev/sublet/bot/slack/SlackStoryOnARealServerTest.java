package dev.sublet.bot.slack;

import static dev.sublet.bot.slack.SlackHouse.LONG;
import static dev.sublet.bot.slack.SlackHouse.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sublet.bot.action.LedgerActions;
import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.slack.manifest.Manifest;
import dev.sublet.simulator.slack.AppSettings;
import dev.sublet.simulator.slack.Message;
import dev.sublet.simulator.slack.Modal;
import dev.sublet.simulator.slack.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed request, Bolt, operator on a real API server, message: a virtual cluster's life in Slack. */
class SlackStoryOnARealServerTest {
    @TempDir
    Path folder = Path.of("");

    private RealHost host;
    private SlackHouse house;

    @BeforeEach
    void settle() throws IOException {
        host = new RealHost(folder);
        AppSettings app = AppSettings.fromManifest(
                new ObjectMapper(new YAMLFactory()).readTree(Manifest.yaml("https://sublet.example.com")));
        house = new SlackHouse(folder, app, Clock.systemUTC());
        host.actions(new LedgerActions(house.ledger)).start("undo: 1h\nlife: {default: 14d, max: 30d}");
        house.start(
                host.client(), host.namespace(), host.blueprints("undo: 1h\nlife: {default: 14d, max: 30d}"), false);
    }

    @AfterEach
    void end() {
        if (house != null) {
            house.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @Test
    void a_virtual_cluster_lives_in_slack() throws InterruptedException {
        String name = host.name("a");

        // Ann asks for one and sees what it would cost.
        assertTrue(house.slack
                .as(house.ann)
                .command(house.payments, "/vcluster create")
                .isFine());
        Modal form = house.slack.awaitModal(house.ann, "Create a vcluster", SOON);
        assertTrue(form.shown().contains("4.20 USD a day"), form.shown());
        form.fill("name", name);
        form.fill("size", "large");
        Outcome sent = form.submit();
        assertTrue(sent.isFine(), sent::toString);

        // One message is edited until it is ready.
        Message ready = house.slack.awaitMessage(house.payments, "create done", LONG);
        assertTrue(
                house.slack.versions(ready).size() <= 12,
                () -> house.slack.versions(ready).toString());
        VirtualCluster there = host.get("a");
        assertEquals("large", there.getSpec().size());
        assertEquals("payments", there.getSpec().owner().team());
        assertEquals("ann@example.com", there.getSpec().owner().requester());

        // Her team sees it, others do not.
        house.slack.as(house.lee).command(house.payments, "/vcluster list");
        house.slack.awaitMessage(house.payments, "1 virtual cluster", SOON);
        house.slack.as(house.bob).command(house.general, "/vcluster show " + name);
        house.slack.awaitMessage(house.general, "There is no virtual cluster", SOON);

        // Paused and resumed by buttons of what show says.
        house.slack.as(house.ann).command(house.payments, "/vcluster show " + name);
        Message shown = house.slack.awaitMessage(house.payments, "no cost known yet", SOON);
        house.slack.as(house.ann).click(shown, "pause");
        house.slack.awaitMessage(house.payments, "pause done", LONG);
        assertEquals(Phase.Paused, host.phase("a"));

        // Deleting asks for the name, pauses first, and can be undone.
        house.slack.as(house.ann).command(house.payments, "/vcluster delete " + name);
        Modal delete = house.slack.awaitModal(house.ann, "Delete a vcluster", SOON);
        delete.fill("name", "another");
        delete.submit();
        assertEquals(
                "That is not its name. Nothing was deleted.", delete.errors().get("name"));
        delete.fill("name", name);
        delete.submit();
        Message gone = house.slack.awaitMessage(house.payments, "gone for good", LONG);
        assertEquals(Phase.Deleting, host.phase("a"));
        house.slack.as(house.lee).click(gone, "undo");
        house.slack.awaitMessage(house.payments, "undo done", LONG);
        VirtualCluster back = host.get("a");
        assertNotNull(back);
        assertFalse(back.getMetadata().getUid().equals(there.getMetadata().getUid()));

        // The old button is about the one of before: it does nothing to the one of today.
        house.slack.as(house.ann).click(shown, "pause");
        house.slack.awaitMessage(house.payments, "about an earlier", SOON);

        assertEquals(List.of(), house.slack.refusals());
        assertTrue(LedgerActions.list(house.ledger, name, java.time.Instant.EPOCH).stream()
                .anyMatch(action ->
                        action.verb().equals("delete") && action.requestedBy().equals("ann@example.com")));
    }

    @Test
    void whom_nobody_knows_is_refused_and_a_lost_request_is_finished_once_after_a_restart()
            throws InterruptedException, IOException {
        // A guest sees nothing.
        house.slack.as(house.gus).command(house.payments, "/vcluster list");
        house.slack.awaitMessage(house.payments, "Guests and people of other organizations", SOON);

        host.create("b", "");
        host.await("b", Phase.Ready);

        // Killed between acknowledgement and work: what is in the inbox is all that is left.
        house.stop();
        new dev.sublet.bot.slack.durable.Inbox(
                        new dev.sublet.bot.slack.durable.LedgerNotes(house.ledger, Clock.systemUTC()),
                        Clock.systemUTC())
                .take(new dev.sublet.bot.slack.transport.Call(
                        "slack-lost",
                        dev.sublet.bot.slack.transport.Call.Kind.COMMAND,
                        house.bob.teamId(),
                        house.bob.id(),
                        house.general.id(),
                        "/vcluster",
                        java.util.Map.of("text", "extend " + host.name("b") + " 1d"),
                        null));
        String before = host.get("b").getStatus().expiresAt();
        house.start(
                host.client(), host.namespace(), host.blueprints("undo: 1h\nlife: {default: 14d, max: 30d}"), false);
        house.slack.awaitMessage(house.general, "will live until", SOON);
        house.stop();
        house.start(
                host.client(), host.namespace(), host.blueprints("undo: 1h\nlife: {default: 14d, max: 30d}"), false);
        house.slack.as(house.bob).command(house.general, "/vcluster help");
        house.slack.awaitMessage(house.general, "What I do", SOON);

        assertEquals("15d", host.get("b").getSpec().timeToLive());
        Eventually.isTrue(
                Duration.ofSeconds(20),
                () -> "still ends " + before,
                () -> !before.equals(host.get("b").getStatus().expiresAt()));
        assertEquals(List.of(), house.slack.refusals());
    }
}
