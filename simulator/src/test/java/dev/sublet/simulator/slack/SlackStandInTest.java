package dev.sublet.simulator.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.simulator.replay.ReplayClock;
import dev.sublet.simulator.slack.EchoApp.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SlackStandInTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String MODAL = "{'type':'modal','callback_id':'make','notify_on_close':true,"
            + "'title':{'type':'plain_text','text':'Create'},'submit':{'type':'plain_text','text':'Go'},'blocks':["
            + "{'type':'input','block_id':'name','label':{'type':'plain_text','text':'Name'},"
            + "'element':{'type':'plain_text_input','action_id':'value','max_length':10}},"
            + "{'type':'input','block_id':'size','optional':true,'label':{'type':'plain_text','text':'Size'},"
            + "'element':{'type':'static_select','action_id':'value','options':["
            + "{'text':{'type':'plain_text','text':'Small'},'value':'s'},"
            + "{'text':{'type':'plain_text','text':'Large'},'value':'l'}]}}]}";

    private final ReplayClock clock = new ReplayClock(Instant.parse("2026-11-22T14:00:00Z"));
    private final SlackStandIn slack =
            SlackStandIn.start(AppSettings.of("sublet", "/vcluster"), clock, 0, Duration.ofMillis(700));
    private final EchoApp app = new EchoApp(slack);
    private final Person ann = slack.workspace().person("ann", "ann@example.com");
    private final Person bob = slack.workspace().person("bob", "bob@example.com");
    private final Channel payments = slack.workspace().channel("payments", ann, bob);

    @AfterEach
    void close() {
        app.close();
        slack.close();
    }

    @Test
    void a_command_is_signed_as_slack_signs_and_its_answer_is_seen_by_the_one_who_typed() {
        app.behaviour = request -> new Reply(
                200,
                "text/plain",
                "Hello " + request.payload().path("user_name").asText());
        Outcome outcome = slack.as(ann).command(payments, "/vcluster list mine");
        assertTrue(outcome.isFine(), outcome::trouble);
        EchoApp.Got got = app.last();
        assertEquals("/vcluster", got.payload().path("command").asText());
        assertEquals("list mine", got.payload().path("text").asText());
        String at = got.header("X-Slack-Request-Timestamp");
        assertEquals(Long.toString(clock.instant().getEpochSecond()), at);
        assertEquals(
                Signing.sign("stand-in-signing-secret", Long.parseLong(at), got.body()),
                got.header("X-Slack-Signature"));
        assertEquals(
                List.of("Hello ann"),
                slack.as(ann).sees(payments).stream().map(Message::text).toList());
        assertEquals(List.of(), slack.as(bob).sees(payments));
    }

    @Test
    void the_signature_is_the_one_of_slacks_documentation() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        assertEquals(
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                Signing.sign("8f742231b10e8888abcd99yyyzzz85a5", 1531420618L, body));
    }

    @Test
    void an_app_that_is_slow_broken_or_unknown_is_told_of_in_slacks_words() {
        CountDownLatch forever = new CountDownLatch(1);
        app.behaviour = request -> {
            try {
                forever.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
            return Reply.ok();
        };
        assertEquals(
                "/vcluster failed with the error \"operation_timeout\"",
                slack.as(ann).command(payments, "/vcluster list").trouble());
        forever.countDown();
        app.behaviour = request -> new Reply(500, "text/plain", "");
        assertEquals(
                "/vcluster failed with the error \"dispatch_failed\"",
                slack.as(ann).command(payments, "/vcluster list").trouble());
        assertEquals(
                "/other is not a valid command.",
                slack.as(ann).command(payments, "/other").trouble());
    }

    @Test
    void a_message_is_posted_edited_deleted_and_remembered() {
        JsonNode posted = app.call("chat.postMessage", "{'channel':'" + payments.id() + "','text':'one'}");
        assertTrue(posted.path("ok").asBoolean(), posted::toString);
        String at =
                "{'channel':'" + payments.id() + "','ts':'" + posted.path("ts").asText() + "'";
        assertTrue(app.call("chat.update", at + ",'text':'two'}").path("ok").asBoolean());
        Message message = slack.messages(payments).get(0);
        assertEquals("two", message.text());
        assertEquals(1, message.edits());
        assertEquals(
                List.of("one", "two"),
                slack.versions(message).stream().map(Message::text).toList());
        assertTrue(app.call("chat.delete", at + "}").path("ok").asBoolean());
        assertEquals(List.of(), slack.messages(payments));
        assertEquals(
                "message_not_found",
                app.call("chat.update", at + ",'text':'x'}").path("error").asText());
        assertEquals(
                1,
                slack.journal().mentioning("two").stream()
                        .filter(entry -> entry.direction() == Journal.Direction.FROM_APP)
                        .count());
    }

    @Test
    void what_slack_would_refuse_is_refused_by_its_names() {
        Channel secret = slack.workspace().channelWithoutBot("board", true, ann);
        Channel other = slack.workspace().channelWithoutBot("other", false, ann);
        Person gone = slack.workspace().deactivate(slack.workspace().person("dan", "dan@example.com"));
        String here = "'channel':'" + payments.id() + "'";
        Map<String, String> json = Map.of(
                "chat.postMessage {'channel':'C0','text':'a'}",
                "channel_not_found",
                "chat.postMessage {'channel':'" + secret.id() + "','text':'a'}",
                "channel_not_found",
                "chat.postMessage {'channel':'" + other.id() + "','text':'a'}",
                "not_in_channel",
                "chat.postMessage {'channel':'" + gone.id() + "','text':'a'}",
                "user_disabled",
                "chat.postMessage {" + here + "}",
                "no_text",
                "chat.postMessage {" + here + ",'text':'" + "x".repeat(40_001) + "'}",
                "msg_too_long",
                "chat.postMessage {" + here + ",'blocks':[{'type':'hr'}]}",
                "invalid_blocks",
                "chat.postEphemeral {" + here + ",'user':'" + gone.id() + "','text':'a'}",
                "user_not_in_channel",
                "views.open {'trigger_id':'1.2.3','view':" + MODAL + "}",
                "invalid_trigger_id",
                "chat.shout {}",
                "unknown_method");
        json.forEach((call, error) -> {
            int space = call.indexOf(' ');
            JsonNode answer = app.call(call.substring(0, space), call.substring(space + 1));
            assertEquals(error, answer.path("error").asText(), call);
            assertFalse(answer.path("ok").asBoolean());
        });
        assertEquals(
                "users_not_found",
                app.form("users.lookupByEmail", "email=dan%40example.com")
                        .path("error")
                        .asText());
        assertEquals(
                "user_not_found",
                app.form("users.info", "user=U0").path("error").asText());
        assertEquals(
                "invalid_arguments",
                app.call("users.info", "{'user':'" + ann.id() + "'}")
                        .path("error")
                        .asText());
        assertEquals(json.size() + 3, slack.refusals().size());
        JsonNode wrong = app.call("chat.postMessage", "{" + here + ",'blocks':[{'type':'hr'}]}");
        assertEquals(
                "unsupported type: hr [json-pointer:/blocks/0/type]",
                wrong.at("/errors/0").asText());
        assertEquals(
                "[ERROR] unsupported type: hr [json-pointer:/blocks/0/type]",
                wrong.at("/response_metadata/messages/0").asText());
    }

    @Test
    void tokens_are_checked() {
        String type = "application/json";
        assertTrue(app.send("api/auth.test", "wrong", type, "{}").body().contains("invalid_auth"));
        assertTrue(app.send("api/auth.test", "", type, "{}").body().contains("not_authed"));
        assertTrue(app.send("api/auth.test", slack.app().appToken(), type, "{}")
                .body()
                .contains("not_allowed_token_type"));
        assertTrue(app.send("api/apps.connections.open", slack.app().botToken(), type, "{}")
                .body()
                .contains("not_allowed_token_type"));
        var fine = app.send("api/auth.test", slack.app().botToken(), type, "{}");
        assertTrue(fine.body().contains("\"ok\":true"));
        assertTrue(fine.headers().firstValue("x-oauth-scopes").orElseThrow().contains("chat:write"));
    }

    @Test
    void a_trigger_opens_one_modal_within_three_seconds() {
        app.behaviour = request -> {
            String trigger = request.payload().path("trigger_id").asText();
            String call = "{'trigger_id':'" + trigger + "','view':" + MODAL + "}";
            assertTrue(app.call("views.open", call).path("ok").asBoolean());
            assertEquals(
                    "exchanged_trigger_id",
                    app.call("views.open", call).path("error").asText());
            return Reply.ok();
        };
        slack.as(ann).command(payments, "/vcluster create");
        assertEquals("Create", slack.as(ann).modal().title());
        assertEquals(Optional.empty(), slack.as(bob).topView());
        app.behaviour = request -> {
            clock.advanceTo(clock.instant().plusMillis(3001));
            String trigger = request.payload().path("trigger_id").asText();
            assertEquals(
                    "expired_trigger_id",
                    app.call("views.open", "{'trigger_id':'" + trigger + "','view':" + MODAL + "}")
                            .path("error")
                            .asText());
            return Reply.ok();
        };
        assertTrue(slack.as(ann).command(payments, "/vcluster create").isFine());
    }

    private Modal opened() {
        app.behaviour = request -> {
            String trigger = request.payload().path("trigger_id").asText();
            app.call("views.open", "{'trigger_id':'" + trigger + "','view':" + MODAL + "}");
            return Reply.ok();
        };
        assertTrue(slack.as(ann).command(payments, "/vcluster create").isFine());
        app.behaviour = request -> Reply.ok();
        return slack.as(ann).modal();
    }

    @Test
    void the_client_itself_finds_missing_and_overlong_inputs() {
        Modal modal = opened();
        int before = app.got.size();
        assertFalse(modal.submit().isFine());
        assertEquals(Map.of("name", "Please complete this required field."), modal.errors());
        modal.fill("Name", "far too long a name");
        modal.submit();
        assertEquals(Map.of("name", "This field has a limit of 10 characters."), modal.errors());
        assertEquals(before, app.got.size());
    }

    @Test
    void a_submission_carries_what_was_typed_and_its_answer_decides_what_is_seen() {
        Modal modal = opened();
        modal.fill("Name", "pay-1");
        modal.fill("Size", "Large");
        app.behaviour = request -> Reply.json("{'response_action':'errors','errors':{'name':'taken'}}");
        assertTrue(modal.submit().isFine());
        JsonNode values = app.last().payload().at("/view/state/values");
        assertEquals("pay-1", values.at("/name/value/value").asText());
        assertEquals("l", values.at("/size/value/selected_option/value").asText());
        assertEquals("make", app.last().payload().at("/view/callback_id").asText());
        assertEquals(Map.of("name", "taken"), modal.errors());
        app.behaviour =
                request -> Reply.json("{'response_action':'update','view':" + MODAL.replace("Create", "Updated") + "}");
        modal.submit();
        assertEquals("Updated", modal.title());
        app.behaviour =
                request -> Reply.json("{'response_action':'push','view':" + MODAL.replace("Create", "Second") + "}");
        modal.submit();
        Modal second = slack.as(ann).modal();
        assertEquals("Second", second.title());
        second.fill("Name", "b");
        second.submit();
        Modal third = slack.as(ann).modal();
        third.fill("Name", "c");
        assertEquals("push_limit_reached", third.submit().trouble());
        third.close();
        assertEquals("view_closed", app.last().payload().path("type").asText());
        assertEquals("Second", slack.as(ann).modal().title());
        app.behaviour = request -> Reply.json("{'response_action':'clear'}");
        second.submit();
        assertEquals(Optional.empty(), slack.as(ann).topView());
    }

    @Test
    void errors_for_what_is_no_input_are_refused_and_a_failed_answer_keeps_the_modal() {
        Modal modal = opened();
        modal.fill("Name", "a");
        app.behaviour = request -> Reply.json("{'response_action':'errors','errors':{'nowhere':'x'}}");
        assertEquals("invalid_response_action", modal.submit().trouble());
        app.behaviour = request -> new Reply(500, "text/plain", "");
        assertEquals(Acts.MODAL_TROUBLE, modal.submit().trouble());
        app.behaviour = request -> Reply.ok();
        assertTrue(modal.submit().isFine());
        assertFalse(modal.isOpen());
    }

    @Test
    void a_view_changes_only_by_whoever_saw_its_last_state() {
        Modal modal = opened();
        String id = modal.view().id();
        String update = "{'view_id':'" + id + "','hash':'" + modal.view().hash() + "','view':" + MODAL + "}";
        assertTrue(app.call("views.update", update).path("ok").asBoolean());
        assertEquals(
                "hash_conflict", app.call("views.update", update).path("error").asText());
        assertEquals(1, modal.view().updates());
    }

    @Test
    void a_button_tells_the_app_who_pressed_what_where_and_answers_at_the_response_url() {
        String blocks =
                "[{'type':'section','text':{'type':'mrkdwn','text':'*Delete?*'}},{'type':'actions','block_id':'b','elements':["
                        + "{'type':'button','action_id':'delete','value':'uid-1','text':{'type':'plain_text','text':'Delete'}}]}]";
        app.call("chat.postMessage", "{'channel':'" + payments.id() + "','text':'Delete?','blocks':" + blocks + "}");
        Message message = slack.messages(payments).get(0);
        assertEquals("*Delete?*\nDelete", message.shown());
        slack.as(bob).click(message, "Delete");
        JsonNode payload = app.last().payload();
        assertEquals("block_actions", payload.path("type").asText());
        assertEquals(bob.id(), payload.at("/user/id").asText());
        assertEquals("uid-1", payload.at("/actions/0/value").asText());
        assertEquals(message.ts(), payload.at("/container/message_ts").asText());
        String url = payload.path("response_url").asText();
        for (int use = 1; use <= 5; use++) {
            assertEquals(
                    200,
                    app.send(url, "", "application/json", "{\"text\":\"" + use + "\",\"replace_original\":true}")
                            .statusCode());
        }
        assertEquals(
                404, app.send(url, "", "application/json", "{\"text\":\"6\"}").statusCode());
        assertEquals("used_url", slack.refusals().get(0).error());
        assertEquals("5", slack.messages(payments).get(0).text());
        slack.as(ann).click(message, "delete");
        String late = app.last().payload().path("response_url").asText();
        clock.advanceTo(clock.instant().plusSeconds(1801));
        assertEquals(
                "expired_url",
                app.send(late, "", "application/json", "{\"text\":\"7\"}").body());
    }

    @Test
    void an_event_that_fails_comes_again_at_once_after_a_minute_and_after_five() throws Exception {
        app.behaviour = request -> new Reply(500, "text/plain", "");
        slack.as(ann).say(payments, "@sublet what did payments cost?");
        assertEquals(
                "<@" + slack.workspace().bot().id() + "> what did payments cost?",
                slack.messages(payments).get(0).text());
        waitForMentions(2);
        clock.advanceTo(clock.instant().plusSeconds(60));
        waitForMentions(3);
        clock.advanceTo(clock.instant().plusSeconds(300));
        waitForMentions(4);
        List<EchoApp.Got> mentions = mentions();
        assertEquals(
                1,
                mentions.stream()
                        .map(got -> got.payload().path("event_id").asText())
                        .distinct()
                        .count());
        assertEquals(
                List.of("", "1", "2", "3"),
                mentions.stream().map(got -> got.header("X-Slack-Retry-Num")).toList());
        assertEquals("http_error", mentions.get(1).header("X-Slack-Retry-Reason"));
    }

    private List<EchoApp.Got> mentions() {
        return app.got.stream()
                .filter(got -> got.payload().at("/event/type").asText().equals("app_mention"))
                .toList();
    }

    private void waitForMentions(int count) throws InterruptedException {
        slack.await(count + " mentions", SOON, () -> Optional.of(mentions()).filter(all -> all.size() >= count));
    }

    @Test
    void home_is_published_to_a_person_when_it_was_opened() {
        assertTrue(slack.as(ann).openHome().isFine());
        assertEquals("app_home_opened", app.last().payload().at("/event/type").asText());
        assertTrue(app.call(
                        "views.publish",
                        "{'user_id':'" + ann.id()
                                + "','view':{'type':'home','blocks':[{'type':'actions','elements':[{'type':'button',"
                                + "'action_id':'new','text':{'type':'plain_text','text':'New'}}]}]}}")
                .path("ok")
                .asBoolean());
        slack.as(ann).clickHome("New");
        assertEquals("view", app.last().payload().at("/container/type").asText());
        assertEquals(Optional.empty(), slack.as(bob).home());
    }

    @Test
    void a_method_has_its_rate_and_says_how_long_to_wait() {
        slack.rateLimits(true);
        for (int call = 0; call < 50; call++) {
            assertTrue(app.form("users.lookupByEmail", "email=ann%40example.com")
                    .path("ok")
                    .asBoolean());
        }
        var refused = app.send(
                "api/users.lookupByEmail",
                slack.app().botToken(),
                "application/x-www-form-urlencoded",
                "email=ann%40example.com");
        assertEquals(429, refused.statusCode());
        assertEquals("60", refused.headers().firstValue("Retry-After").orElseThrow());
        clock.advanceTo(clock.instant().plusSeconds(60));
        assertTrue(app.form("users.lookupByEmail", "email=ann%40example.com")
                .path("ok")
                .asBoolean());
        String post = "{'channel':'" + payments.id() + "','text':'a'}";
        for (int call = 0; call < 3; call++) {
            assertTrue(app.call("chat.postMessage", post).path("ok").asBoolean());
        }
        assertEquals(
                "ratelimited", app.call("chat.postMessage", post).path("error").asText());
    }

    @Test
    void a_missing_scope_is_named() {
        try (SlackStandIn poor = SlackStandIn.start(
                        AppSettings.of("sublet", "/vcluster").withScopes(Set.of("chat:write", "users:read")), clock);
                EchoApp other = new EchoApp(poor)) {
            Person eve = poor.workspace().person("eve", "eve@example.com");
            JsonNode refused = other.form("users.lookupByEmail", "email=eve%40example.com");
            assertEquals("missing_scope", refused.path("error").asText());
            assertEquals("users:read.email", refused.path("needed").asText());
            JsonNode info = other.form("users.info", "user=" + eve.id());
            assertTrue(info.path("ok").asBoolean());
            assertTrue(info.at("/user/profile/email").isMissingNode());
        }
    }

    @Test
    void guests_strangers_and_groups_are_told_as_slack_tells_them() {
        Person guest = slack.workspace().guest("gus", "gus@example.com");
        Person stranger = slack.workspace().stranger("sid", "sid@elsewhere.example");
        UserGroup team = slack.workspace().group("payments-devs", ann, bob);
        assertTrue(app.form("users.info", "user=" + guest.id())
                .at("/user/is_restricted")
                .asBoolean());
        JsonNode far = app.form("users.info", "user=" + stranger.id());
        assertTrue(far.at("/user/is_stranger").asBoolean());
        assertEquals(Workspace.OTHER_TEAM_ID, far.at("/user/team_id").asText());
        assertEquals(
                "payments-devs",
                app.form("usergroups.list", "").at("/usergroups/0/handle").asText());
        assertEquals(
                2,
                app.form("usergroups.users.list", "usergroup=" + team.id())
                        .path("users")
                        .size());
        JsonNode page = app.form("users.list", "limit=2");
        assertEquals(2, page.path("members").size());
        assertFalse(page.at("/response_metadata/next_cursor").asText().isEmpty());
        assertThrows(IllegalStateException.class, () -> slack.as(guest).command(payments, "/vcluster list"));
    }

    @Test
    void a_message_that_calls_everybody_is_known_by_it() {
        app.call("chat.postMessage", "{'channel':'" + payments.id() + "','text':'<!channel> hi'}");
        app.call("chat.postMessage", "{'channel':'" + payments.id() + "','text':'&lt;!channel&gt; hi'}");
        List<Message> both = slack.messages(payments);
        assertTrue(both.get(0).broadcasts());
        assertFalse(both.get(1).broadcasts());
    }
}
