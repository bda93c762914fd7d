package dev.sublet.bot.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.action.Action;
import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.MovableClock;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.QuestionStatus;
import dev.sublet.bot.resource.QuestionStatus.State;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approvals where their state lives: in the status of a resource on a real API server, with the operator and the real Helm. */
class ApprovalOnARealServerTest {
    private static final String ABOVE =
            "undo: 1m\napprovals: {by: [admins, bob@example.com], abovePerMonth: 100, openFor: 2d}";

    @TempDir
    Path folder = Path.of("");

    private final Map<String, Set<String>> groups = Map.of("admins", Set.of("dora@example.com", "ann@example.com"));
    private final List<Action> told = new CopyOnWriteArrayList<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final MovableClock clock = new MovableClock();
    private @Nullable RealHost host;

    @BeforeEach
    void settle() {
        host = new RealHost(folder).pricer(new Prices()).clock(clock).actions(action -> {
            if (known.add(action.id())) {
                told.add(action);
            }
        });
    }

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
    }

    private ApprovalDesk desk(RealHost server) {
        return new ApprovalDesk(
                server.client(),
                server.namespace(),
                (group, person) -> groups.getOrDefault(group, Set.of()).contains(person),
                clock);
    }

    @Test
    void nothing_is_installed_before_somebody_agrees_and_growth_waits_the_same_way() throws IOException {
        RealHost server = host;
        assert server != null;
        server.start(ABOVE);
        server.create("a", "size: large");
        String name = server.name("a");

        VirtualCluster waiting = server.await("a", Phase.AwaitingApproval);
        assertNull(
                server.client().namespaces().withName(server.hostNamespace("a")).get());
        assertNotNull(waiting.getStatus().approval());
        assertTrue(
                String.valueOf(waiting.getStatus().message())
                        .startsWith("waits for admins or bob@example.com to agree until "),
                waiting.getStatus()::message);
        ApprovalDesk desk = desk(server);
        assertEquals(
                List.of(name),
                desk.pending().stream().map(ApprovalDesk.Pending::name).toList());

        for (String person : List.of("ann@example.com", "Ann@Example.com", "eve@example.com", "admins2")) {
            assertThrows(RefusedException.class, () -> desk.decide(name, null, true, new Decider(person, "cli"), null));
        }
        QuestionStatus approved = desk.decide(name, null, true, new Decider("dora@example.com", "slack"), "go");
        assertEquals(State.Approved, approved.state());
        // Said again it is the same; another comes too late.
        desk.decide(name, null, true, new Decider("dora@example.com", "slack"), "go");
        RefusedException late = assertThrows(
                RefusedException.class,
                () -> desk.decide(name, null, false, new Decider("bob@example.com", "cli"), null));
        assertTrue(late.getMessage().contains("dora@example.com decided before"), late::getMessage);

        VirtualCluster ready = server.await("a", Phase.Ready);
        assertEquals("dora@example.com", decidedBy(ready));
        assertTrue(desk.pending().isEmpty());
        Action decision = told.stream()
                .filter(action -> action.verb().equals("approval") && action.result() == Action.Result.DONE)
                .findFirst()
                .orElseThrow();
        assertEquals("dora@example.com", decision.approvedBy());
        assertEquals("slack", decision.via());
        assertTrue(decision.change().contains("\"perMonth\":\"500.000000000\""), decision::change);
        assertEquals(
                "dora@example.com",
                told.stream()
                        .filter(action -> action.verb().equals("create") && action.result() == Action.Result.DONE)
                        .findFirst()
                        .orElseThrow()
                        .approvedBy());
    }

    private static @Nullable String decidedBy(VirtualCluster resource) {
        QuestionStatus question = resource.getStatus().approval() == null
                ? null
                : resource.getStatus().approval().question();
        return question == null ? null : question.decidedBy();
    }

    @Test
    void of_many_decisions_at_once_one_wins() throws Exception {
        RealHost server = host;
        assert server != null;
        server.start(ABOVE);
        server.create("m", "size: large");
        server.await("m", Phase.AwaitingApproval);
        int deciders = 6;
        CyclicBarrier together = new CyclicBarrier(deciders);
        ExecutorService pool = Executors.newFixedThreadPool(deciders);
        try {
            List<Future<Optional<State>>> answers = new CopyOnWriteArrayList<>();
            for (int i = 0; i < deciders; i++) {
                boolean approve = i % 2 == 0;
                String person = "p" + i + "@example.com";
                answers.add(pool.submit(() -> {
                    ApprovalDesk desk = new ApprovalDesk(
                            server.client(), server.namespace(), (group, who) -> group.equals("admins"), clock);
                    together.await(30, TimeUnit.SECONDS);
                    try {
                        return Optional.of(
                                desk.decide(server.name("m"), null, approve, new Decider(person, "cli"), null)
                                        .state());
                    } catch (RefusedException e) {
                        return Optional.empty();
                    }
                }));
            }
            int won = 0;
            State winner = null;
            for (Future<Optional<State>> answer : answers) {
                Optional<State> state = answer.get(60, TimeUnit.SECONDS);
                if (state.isPresent()) {
                    won++;
                    winner = state.get();
                }
            }
            assertEquals(1, won);
            State first = winner;
            Eventually.isTrue(RealHost.LIMIT, () -> "the operator never followed " + first, () -> {
                VirtualCluster there = server.get("m");
                return there != null
                        && there.getStatus().approval() != null
                        && there.getStatus().approval().question() != null
                        && there.getStatus().approval().question().state() == first;
            });
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void what_nobody_decided_ends_and_can_be_deleted() throws IOException {
        RealHost server = host;
        assert server != null;
        server.start(ABOVE);
        server.create("x", "size: large");
        server.await("x", Phase.AwaitingApproval);
        clock.forward(Duration.ofDays(3));
        server.patch("x", "{\"metadata\": {\"annotations\": {\"look\": \"again\"}}}");

        VirtualCluster over = server.await("x", Phase.Blocked);
        assertTrue(
                String.valueOf(over.getStatus().message()).startsWith("nobody decided until"),
                over.getStatus()::message);
        assertThrows(
                RefusedException.class,
                () -> desk(server).decide(server.name("x"), null, true, new Decider("bob@example.com", "cli"), null));

        server.delete("x");
        Eventually.isTrue(RealHost.LIMIT, () -> "x never was going", () -> server.phase("x") != Phase.Blocked);
        clock.forward(Duration.ofMinutes(2));
        VirtualCluster going = server.get("x");
        if (going != null) {
            server.patch("x", "{\"metadata\": {\"annotations\": {\"look\": \"once more\"}}}");
        }
        server.awaitGone("x");
    }
}
