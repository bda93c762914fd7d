package dev.sublet.bot.slack.transport;

import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.event.AppMentionEvent;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Bolt, told what to do with each kind of request: make a {@link Call} of it, have it taken, acknowledge. Stateless. */
public final class BoltApp {
    /** The only slash command. */
    public static final String COMMAND = "/vcluster";

    private static final Pattern ANY = Pattern.compile(".*");
    private static final Pattern OWN_COMMANDS = Pattern.compile("/vcluster.*");

    private BoltApp() {}

    /**
     * The application. It asks Slack nothing by itself: who signed is known already, and acknowledging must not wait for anybody.
     *
     * @param calls takes the requests
     */
    public static App of(Calls calls) {
        AppConfig config = new AppConfig();
        // The door verifies, more strictly than Bolt would; Socket Mode needs no signature.
        config.setRequestVerificationEnabled(false);
        config.setSslCheckEnabled(false);
        App app = new App(config, List.of());
        app.command(OWN_COMMANDS, (request, context) -> {
            calls.take(
                    Payloads.command(request.getPayload()), request.getPayload().getTriggerId());
            return context.ack();
        });
        app.blockAction(ANY, (request, context) -> {
            if (Payloads.isChangeOfForm(request.getPayload())) {
                calls.changed(Payloads.change(request.getPayload()));
            } else {
                calls.take(
                        Payloads.button(request.getPayload()),
                        request.getPayload().getTriggerId());
            }
            return context.ack();
        });
        app.viewSubmission(ANY, (request, context) -> {
            Call form = Payloads.form(request.getPayload());
            Map<String, String> wrong = calls.check(form);
            if (!wrong.isEmpty()) {
                return context.ackWithErrors(wrong);
            }
            calls.take(form, null);
            return context.ack();
        });
        app.viewClosed(ANY, (request, context) -> context.ack());
        app.event(AppMentionEvent.class, (payload, context) -> {
            if (payload.getEvent().getBotId() == null) {
                calls.take(Payloads.mention(payload), null);
            }
            return context.ack();
        });
        app.event(AppHomeOpenedEvent.class, (payload, context) -> {
            if ("home".equals(payload.getEvent().getTab())) {
                calls.take(Payloads.home(payload), null);
            }
            return context.ack();
        });
        config.setUnmatchedRequestHandler(
                request -> Response.builder().statusCode(200).build());
        return app;
    }
}
