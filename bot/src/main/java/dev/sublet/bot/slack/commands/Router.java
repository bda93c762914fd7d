package dev.sublet.bot.slack.commands;

import com.slack.api.model.view.View;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.slack.durable.Worker;
import dev.sublet.bot.slack.message.Forms;
import dev.sublet.bot.slack.message.Message;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.people.Person;
import dev.sublet.bot.slack.people.Unknown;
import dev.sublet.bot.slack.people.Verb;
import dev.sublet.bot.slack.transport.Call;
import dev.sublet.bot.slack.transport.Calls.FormChange;
import dev.sublet.bot.slack.transport.SlackException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each request to who carries it out. Who asks is found out first, for buttons and forms too: what they hold permits nothing.
 * Thread-safe once all handlers are there.
 */
public final class Router implements Worker.Work {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    /** Verbs whose answer is a form. */
    private static final Set<String> OPENING = Set.of(Verb.CREATE.word(), Verb.DELETE.word());

    private final Tools tools;
    private final Map<Verb, Handler> verbs = new EnumMap<>(Verb.class);
    private final Map<String, Handler> buttons = new HashMap<>();
    private final Map<String, Form> forms = new HashMap<>();
    private @Nullable Handler mentions;
    private @Nullable Handler home;

    /** What a form does. */
    public interface Form extends Handler {
        /** Sentences by field for what is wrong with it; asks nobody. */
        default Map<String, String> check(Call form) {
            return Map.of();
        }

        /** What the form looks like after a change; null to leave it. */
        default @Nullable View changed(Person person, FormChange change) {
            return null;
        }
    }

    public Router(Tools tools) {
        this.tools = tools;
    }

    public Router verb(Verb verb, Handler handler) {
        verbs.put(verb, handler);
        return this;
    }

    /** A button that is named like a verb does what the verb does. */
    public Router button(String action, Handler handler) {
        buttons.put(action, handler);
        return this;
    }

    public Router form(String callback, Form form) {
        forms.put(callback, form);
        return this;
    }

    public Router mentions(Handler handler) {
        mentions = handler;
        return this;
    }

    public Router home(Handler handler) {
        home = handler;
        return this;
    }

    /** Who carries out a verb. */
    Handler of(Verb verb) {
        Handler handler = verbs.get(verb);
        if (handler == null) {
            throw new RefusedException("`/vcluster " + verb.word() + "` is not there.");
        }
        return handler;
    }

    @Override
    public boolean opensForm(Call call) {
        String first = call.kind() == Call.Kind.BUTTON
                ? call.name()
                : call.value("text").strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
        return (call.kind() == Call.Kind.BUTTON || call.kind() == Call.Kind.COMMAND) && OPENING.contains(first);
    }

    @Override
    public void run(Call call, @Nullable String trigger, boolean again) {
        String view = opened(call, trigger);
        String answer = answer(call, view, again);
        if (answer != null && view != null) {
            tools.voice().change(view, null, Forms.notice("Sublet", answer));
        } else if (answer != null) {
            refuse(call, answer);
        }
    }

    /** An empty form is opened first: a trigger is good for three seconds, and finding out who asks may take longer. */
    private @Nullable String opened(Call call, @Nullable String trigger) {
        if (trigger == null || !opensForm(call)) {
            return null;
        }
        try {
            return tools.voice().open(trigger, Forms.notice("Sublet", "One moment…"));
        } catch (SlackException e) {
            LOG.warn("event=slack_form_not_opened reason=\"{}\"", e.getMessage());
            return null;
        }
    }

    /** A sentence when nothing came of it; null when the handler has answered. */
    private @Nullable String answer(Call call, @Nullable String view, boolean again) {
        try {
            Person person = tools.directory().person(call.workspace(), call.user());
            Typed typed = typed(call);
            handler(call, typed)
                    .orElseThrow(() -> new RefusedException(
                            "I no longer know what that button does. `/vcluster help` shows what I do."))
                    .handle(new Ask(call, person, typed, view, again));
            return null;
        } catch (Unknown e) {
            LOG.info("event=slack_refused user={} name={} reason=\"{}\"", call.user(), call.name(), e.getMessage());
            return ":no_entry: " + Mrkdwn.escape(e.getMessage());
        } catch (RefusedException e) {
            return String.valueOf(e.getMessage());
        } catch (KubernetesClientException e) {
            LOG.warn("event=slack_cluster_failed name={} reason=\"{}\"", call.name(), e.getMessage());
            return ":warning: The cluster does not answer (HTTP " + e.getCode()
                    + "), so I do not know whether that was done. Look with `/vcluster list`, and ask again if it was not.";
        }
    }

    private void refuse(Call call, String answer) {
        Message message = Message.of(answer);
        if (call.kind() == Call.Kind.MENTION) {
            tools.voice().post(call.channel(), call.messageTs(), message);
        } else if (call.kind() != Call.Kind.HOME) {
            tools.voice().whisper(call.channel(), call.user(), message);
        }
    }

    private static Typed typed(Call call) {
        if (call.kind() == Call.Kind.COMMAND) {
            return Typed.parse(call.value("text"));
        }
        return new Typed(Verb.parse(call.name()).orElse(Verb.HELP), List.of());
    }

    private Optional<Handler> handler(Call call, Typed typed) {
        return switch (call.kind()) {
            case COMMAND -> Optional.ofNullable(verbs.get(typed.verb()));
            case BUTTON ->
                Optional.ofNullable(buttons.get(call.name()))
                        .or(() -> Verb.parse(call.name()).map(verbs::get));
            case FORM -> Optional.ofNullable(forms.get(call.name()));
            case MENTION -> Optional.ofNullable(mentions);
            case HOME -> Optional.ofNullable(home);
        };
    }

    @Override
    public void changed(FormChange change) {
        Form form = forms.get(change.callback());
        View view =
                form == null ? null : form.changed(tools.directory().person(change.workspace(), change.user()), change);
        if (view != null) {
            tools.voice().change(change.viewId(), change.hash(), view);
        }
    }

    @Override
    public Map<String, String> check(Call call) {
        return Optional.ofNullable(forms.get(call.name()))
                .map((Function<Form, Map<String, String>>) form -> form.check(call))
                .orElse(Map.of());
    }
}
