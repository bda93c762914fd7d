package dev.sublet.bot.slack.transport;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Slack's payloads as calls. Only what is listed here is kept of them. Stateless. */
final class Payloads {
    private static final String MODAL = "modal";
    private static final int ID_CHARS = 32;

    private Payloads() {}

    static Call command(SlashCommandPayload payload) {
        return new Call(
                id("command", payload.getTriggerId(), payload.getUserId()),
                Call.Kind.COMMAND,
                text(payload.getTeamId()),
                text(payload.getUserId()),
                text(payload.getChannelId()),
                text(payload.getCommand()),
                Map.of("text", text(payload.getText())),
                null);
    }

    /** Whether a field changed in a form, rather than a button was pressed. */
    static boolean isChangeOfForm(BlockActionPayload payload) {
        return payload.getView() != null && MODAL.equals(payload.getView().getType());
    }

    static Calls.FormChange change(BlockActionPayload payload) {
        View view = payload.getView();
        return new Calls.FormChange(
                payload.getUser().getTeamId() == null
                        ? text(payload.getTeam().getId())
                        : payload.getUser().getTeamId(),
                text(payload.getUser().getId()),
                text(view.getCallbackId()),
                text(view.getId()),
                text(view.getHash()),
                text(view.getPrivateMetadata()),
                fields(view.getState()));
    }

    static Call button(BlockActionPayload payload) {
        BlockActionPayload.Action action = payload.getActions().get(0);
        String ts = payload.getMessage() == null
                ? payload.getContainer() == null ? null : payload.getContainer().getMessageTs()
                : payload.getMessage().getTs();
        Map<String, String> values = new HashMap<>();
        String chosen = action.getSelectedOption() == null
                ? null
                : action.getSelectedOption().getValue();
        values.put("value", text(action.getValue() == null ? chosen : action.getValue()));
        return new Call(
                id("button", text(action.getActionTs()), payload.getUser().getId(), action.getActionId(), text(ts)),
                Call.Kind.BUTTON,
                payload.getUser().getTeamId() == null
                        ? text(payload.getTeam().getId())
                        : payload.getUser().getTeamId(),
                text(payload.getUser().getId()),
                payload.getChannel() == null ? "" : text(payload.getChannel().getId()),
                text(action.getActionId()),
                values,
                ts);
    }

    static Call form(ViewSubmissionPayload payload) {
        View view = payload.getView();
        Map<String, String> values = new HashMap<>(fields(view.getState()));
        values.put("meta", text(view.getPrivateMetadata()));
        return new Call(
                id("form", view.getId(), view.getHash(), payload.getUser().getId()),
                Call.Kind.FORM,
                payload.getUser().getTeamId() == null
                        ? text(payload.getTeam().getId())
                        : payload.getUser().getTeamId(),
                text(payload.getUser().getId()),
                "",
                text(view.getCallbackId()),
                values,
                null);
    }

    static Call mention(EventsApiPayload<AppMentionEvent> payload) {
        AppMentionEvent event = payload.getEvent();
        return new Call(
                id("event", payload.getEventId()),
                Call.Kind.MENTION,
                text(payload.getTeamId()),
                text(event.getUser()),
                text(event.getChannel()),
                "mention",
                Map.of("text", text(event.getText())),
                event.getThreadTs() == null ? event.getTs() : event.getThreadTs());
    }

    static Call home(EventsApiPayload<AppHomeOpenedEvent> payload) {
        return new Call(
                id("event", payload.getEventId()),
                Call.Kind.HOME,
                text(payload.getTeamId()),
                text(payload.getEvent().getUser()),
                "",
                "home",
                Map.of(),
                null);
    }

    /** The fields of a form by their block IDs; several chosen options are joined by commas. */
    private static Map<String, String> fields(@Nullable ViewState state) {
        Map<String, String> fields = new HashMap<>();
        if (state == null || state.getValues() == null) {
            return fields;
        }
        state.getValues()
                .forEach((block, actions) -> actions.values().forEach(value -> fields.put(block, text(field(value)))));
        return fields;
    }

    private static @Nullable String field(ViewState.Value value) {
        if (value.getSelectedOption() != null) {
            return value.getSelectedOption().getValue();
        }
        if (value.getSelectedOptions() != null) {
            return value.getSelectedOptions().stream()
                    .map(ViewState.SelectedOption::getValue)
                    .collect(Collectors.joining(","));
        }
        return value.getSelectedUser() == null ? value.getValue() : value.getSelectedUser();
    }

    /** A hash: what it is made of includes triggers, which are not kept. */
    private static String id(@Nullable String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(text(part).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return "slack-" + HexFormat.of().formatHex(digest.digest()).substring(0, ID_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
