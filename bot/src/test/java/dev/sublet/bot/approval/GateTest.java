package dev.sublet.bot.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.action.Action;
import dev.sublet.bot.action.ActionLog;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.host.TestBlueprints;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.resource.DecisionStatus;
import dev.sublet.bot.resource.OverrideSpec;
import dev.sublet.bot.resource.QuestionStatus;
import dev.sublet.bot.resource.QuestionStatus.State;
import dev.sublet.bot.resource.RequestStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.bot.resource.VirtualClusterStatus;
import dev.sublet.bot.work.StatusDraft;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate alone: spec, status and clock by hand, no server. */
class GateTest {
    private static final String ABOVE = "approvals: {by: [admins, bob@example.com], abovePerMonth: 100, openFor: 2d}";

    @TempDir
    Path folder = Path.of("");

    private final Prices prices = new Prices();
    private final List<Action> told = new ArrayList<>();
    private final VirtualCluster resource = new VirtualCluster();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private VirtualClusterStatus status = VirtualClusterStatus.NONE;
    private int requests;
    private RequestStatus request = request("create");
    private @Nullable OverrideSpec override;
    private @Nullable Gate gate;
    private @Nullable Resolver resolver;

    private final Clock clock = new Clock() {
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
    };

    private void settle(String approvals) throws IOException {
        Blueprints blueprints = TestBlueprints.standard(folder, approvals);
        resolver = new Resolver(blueprints);
        gate = new Gate(resolver, prices, new ActionLog(told::add, "host", clock), clock);
        resource.getMetadata().setName("a");
        resource.getMetadata().setNamespace("teams");
        resource.getMetadata().setUid("uid-a");
        resource.getMetadata().setCreationTimestamp("2026-11-23T10:00:00Z");
    }

    private RequestStatus request(String verb) {
        return new RequestStatus("r-" + requests++, verb, "carl@example.com", "requested", "");
    }

    private void spec(String more) {
        resource.setSpec(Serialization.unmarshal(
                "owner: {team: shop, costCenter: cc-1, requester: ann@example.com}\nblueprint: standard\n" + more,
                VirtualClusterSpec.class));
    }

    private Passage pass() {
        assert gate != null && resolver != null;
        StatusDraft draft = new StatusDraft(status, clock).request(request);
        Passage passage = gate.pass(resource, resolver.resolve(resource, override), override, draft);
        status = draft.build();
        return passage;
    }

    private QuestionStatus question() {
        QuestionStatus question =
                status.approval() == null ? null : status.approval().question();
        assertNotNull(question);
        return question;
    }

    private void decide(boolean approve, String by, String as) {
        decide(question().id(), approve, by, as, now);
    }

    private void decide(String question, boolean approve, String by, String as, Instant at) {
        VirtualCluster holder = new VirtualCluster();
        holder.setStatus(status);
        String json = Serialization.asJson(holder.getStatus());
        String decision = Serialization.asJson(
                new DecisionStatus(question, approve, by, as, "cli", at.toString(), approve ? null : "too large"));
        String merged = json.equals("{}")
                ? "{\"decision\":" + decision + "}"
                : json.substring(0, json.length() - 1).replaceAll(",?\"decision\":\\{[^}]*}", "") + ",\"decision\":"
                        + decision + "}";
        status = Serialization.unmarshal(merged, VirtualClusterStatus.class);
    }

    private static String size(Passage passage) {
        assertNotNull(passage.wanted());
        return passage.wanted().size().name();
    }

    @Test
    void without_approvals_nobody_is_asked_for_a_price() throws IOException {
        settle("");
        prices.forget();
        spec("size: large");

        assertEquals("large", size(pass()));
        assertTrue(told.isEmpty(), told::toString);
    }

    @Test
    void what_is_cheap_passes_and_what_is_dear_waits_with_its_price_and_those_who_asked() throws IOException {
        settle(ABOVE);
        spec("size: small");
        assertEquals("small", size(pass()));

        status = VirtualClusterStatus.NONE;
        spec("size: large");
        Passage waiting = pass();

        assertNull(waiting.wanted());
        assertNotNull(waiting.hold());
        assertNull(waiting.hold().result());
        assertEquals(State.Waiting, question().state());
        assertEquals("500.000000000", question().perMonth());
        assertEquals(List.of("carl@example.com", "ann@example.com"), question().askedBy());
        assertEquals(List.of("admins", "bob@example.com"), question().approvers());
        assertEquals("2026-11-25T10:00:00Z", question().endsAt());
        assertEquals(1, told.size());
        assertEquals(
                "approval requested",
                told.get(0).verb() + " " + told.get(0).result().word());
        assertTrue(told.get(0).change().contains("\"perMonth\":\"500.000000000\""), told.get(0)::change);

        pass();
        assertEquals(1, told.size(), "the same question is asked once");
    }

    @Test
    void it_passes_once_somebody_agreed_and_the_ledger_says_who() throws IOException {
        settle(ABOVE);
        spec("size: large");
        pass();
        decide(true, "bob@example.com", "bob@example.com");

        assertEquals("large", size(pass()));

        assertEquals(State.Approved, question().state());
        Action last = told.get(told.size() - 1);
        assertEquals("bob@example.com", last.approvedBy());
        assertEquals(Action.Result.DONE, last.result());
        assertEquals("carl@example.com, ann@example.com", last.requestedBy());
        assertEquals("large", size(pass()));
        assertEquals(2, told.size(), told::toString);
    }

    @Test
    void decisions_that_do_not_count_leave_it_waiting() throws IOException {
        settle(ABOVE);
        spec("size: large");
        pass();
        String id = question().id();
        Instant asked = now;

        decide(true, "carl@example.com", "admins");
        assertNull(pass().wanted());
        decide(true, "ANN@example.com", "admins");
        assertNull(pass().wanted());
        decide(true, "dora@example.com", "other-admins");
        assertNull(pass().wanted());
        decide("another-question", true, "bob@example.com", "bob@example.com", now);
        assertNull(pass().wanted());
        decide(id, true, "bob@example.com", "bob@example.com", asked.minusSeconds(1));
        assertNull(pass().wanted());
        decide(id, true, "bob@example.com", "bob@example.com", asked.plus(Duration.ofDays(2)));
        assertNull(pass().wanted());
        assertEquals(State.Waiting, question().state());
        assertFalse(told.stream().anyMatch(action -> action.approvedBy() != null), told::toString);

        decide(id, true, "dora@example.com", "admins", asked);
        assertEquals("large", size(pass()));
    }

    @Test
    void who_is_taken_out_of_the_blueprint_decides_no_more() throws IOException {
        settle(ABOVE);
        spec("size: large");
        pass();
        decide(true, "bob@example.com", "bob@example.com");

        settle("approvals: {by: [admins], abovePerMonth: 100, openFor: 2d}");
        assertNull(pass().wanted());

        assertEquals(List.of("admins"), question().approvers());
    }

    @Test
    void a_refusal_ends_it_until_somebody_asks_anew() throws IOException {
        settle(ABOVE);
        spec("size: large");
        pass();
        String first = question().id();
        decide(false, "bob@example.com", "bob@example.com");

        Passage refused = pass();
        assertNull(refused.wanted());
        assertNotNull(refused.hold());
        assertEquals(Action.Result.REFUSED, refused.hold().result());
        assertEquals("refused by bob@example.com: too large", refused.hold().message());

        request = request("pause");
        assertEquals(State.Refused, pass() == null ? null : question().state());
        request = request("resize");
        pass();
        assertEquals(State.Waiting, question().state());
        assertNotEquals(first, question().id());
    }

    @Test
    void after_its_time_nobody_can_agree() throws IOException {
        settle(ABOVE);
        spec("size: large");
        pass();
        now = now.plus(Duration.ofDays(2)).minusMillis(1);
        pass();
        assertEquals(State.Waiting, question().state());
        now = now.plusMillis(1);
        Passage over = pass();
        assertEquals(State.Expired, question().state());
        assertNotNull(over.hold());
        assertEquals(Action.Result.REFUSED, over.hold().result());

        decide(true, "bob@example.com", "bob@example.com");
        assertNull(pass().wanted());
        assertEquals(
                "nobody decided until 2026-11-25T10:00:00Z",
                told.get(told.size() - 1).message());
    }

    @Test
    void a_cap_refuses_whoever_agrees_and_waits_for_a_price() throws IOException {
        settle("approvals: {by: [bob@example.com], capPerMonth: 400}");
        spec("size: large");
        Passage dear = pass();
        assertNull(dear.wanted());
        assertNotNull(dear.hold());
        assertEquals(Action.Result.REFUSED, dear.hold().result());
        assertEquals(
                "500.00 USD a month is above 400 USD, the price cap of blueprint standard@1; choose a smaller size",
                dear.hold().message());
        assertTrue(told.isEmpty(), told::toString);

        prices.forget();
        Passage unknown = pass();
        assertNull(unknown.wanted());
        assertNotNull(unknown.hold());
        assertNull(unknown.hold().result());
    }

    @Test
    void without_a_price_the_threshold_asks() throws IOException {
        settle(ABOVE);
        prices.forget();
        spec("size: small");

        assertNull(pass().wanted());
        assertEquals("no ledger is at hand", question().unpriced());
        assertNull(question().perMonth());
    }

    @Test
    void one_that_runs_goes_on_as_it_was_while_its_growth_waits() throws IOException {
        settle(ABOVE);
        spec("size: small\ntimeToLive: 7d");
        assertEquals("small", size(pass()));

        spec("size: large\ntimeToLive: 7d\npaused: true");
        request = request("resize");
        Passage waiting = pass();
        assertEquals("small", size(waiting));
        assertTrue(waiting.wanted() != null && waiting.wanted().paused(), "what needs no approval goes on");
        assertNotNull(waiting.hold());

        decide(true, "bob@example.com", "bob@example.com");
        assertEquals("large", size(pass()));

        // Smaller, and back to what was agreed to.
        prices.forget();
        spec("size: small\ntimeToLive: 7d");
        assertEquals("small", size(pass()));
        spec("size: large\ntimeToLive: 7d");
        assertEquals("large", size(pass()));
    }

    @Test
    void a_longer_life_above_the_threshold_is_asked_for_and_below_it_is_not() throws IOException {
        settle(ABOVE);
        spec("size: large\ntimeToLive: 7d");
        pass();
        decide(true, "bob@example.com", "bob@example.com");
        pass();

        spec("size: large\ntimeToLive: 14d");
        request = request("extend");
        Passage waiting = pass();
        assertNotNull(waiting.hold());
        assertEquals(
                Duration.ofDays(7),
                waiting.wanted() == null ? null : waiting.wanted().life());
        assertEquals("14d", question().wanted().timeToLive());

        status = VirtualClusterStatus.NONE;
        spec("size: small\ntimeToLive: 7d");
        pass();
        spec("size: small\ntimeToLive: 14d");
        assertNull(pass().hold());
    }

    @Test
    void a_growth_that_is_taken_back_is_no_question_any_more() throws IOException {
        settle(ABOVE);
        spec("size: small");
        pass();
        spec("size: large");
        pass();
        spec("size: small");

        assertNull(pass().hold());
        assertNull(status.approval() == null ? null : status.approval().question());
    }

    @Test
    void a_rise_of_prices_takes_nothing_away() throws IOException {
        settle(ABOVE);
        spec("size: small");
        pass();
        prices.set("small", 5_000);

        assertEquals("small", size(pass()));
    }

    @Test
    void what_ran_before_there_were_approvals_goes_on() throws IOException {
        settle(ABOVE);
        spec("size: large");
        status = new StatusDraft(VirtualClusterStatus.NONE, clock).ready().build();

        assertEquals("large", size(pass()));
        assertNull(pass().hold());
    }

    @Test
    void an_override_asks_in_the_name_of_whoever_wrote_it_and_anew_each_time() throws IOException {
        settle(ABOVE);
        spec("size: small");
        pass();
        override = new OverrideSpec("a", "2026-11-24T10:00:00Z", null, null, "large", "eve@example.com", null);
        assertEquals("small", size(pass()));
        assertTrue(question().askedBy().contains("eve@example.com"), question()::toString);
        String first = question().id();
        decide(false, "bob@example.com", "bob@example.com");
        pass();
        assertEquals(State.Refused, question().state());

        override = new OverrideSpec("a", "2026-11-25T10:00:00Z", null, null, "large", "eve@example.com", null);
        pass();
        assertEquals(State.Waiting, question().state());
        assertNotEquals(first, question().id());
    }
}
