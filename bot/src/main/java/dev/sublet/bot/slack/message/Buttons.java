package dev.sublet.bot.slack.message;

import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.ButtonElement;

/** Buttons. Their values are references, never permissions: who clicks is judged anew. Stateless. */
public final class Buttons {
    private static final int TEXT_CHARS_MAX = 75;
    private static final int VALUE_CHARS_MAX = 2000;

    private Buttons() {}

    public static ButtonElement plain(String action, String label, String value) {
        return button(action, label, value, null);
    }

    public static ButtonElement primary(String action, String label, String value) {
        return button(action, label, value, "primary");
    }

    public static ButtonElement danger(String action, String label, String value) {
        return button(action, label, value, "danger");
    }

    /** Asks first. */
    public static ButtonElement asking(ButtonElement button, String question, String yes) {
        button.setConfirm(ConfirmationDialogObject.builder()
                .title(new PlainTextObject("Are you sure?", false))
                .text(MarkdownTextObject.builder()
                        .text(Mrkdwn.cut(question, 300))
                        .build())
                .confirm(new PlainTextObject(Mrkdwn.cut(yes, 30), false))
                .deny(new PlainTextObject("No", false))
                .build());
        return button;
    }

    private static ButtonElement button(
            String action, String label, String value, @org.jspecify.annotations.Nullable String style) {
        if (value.length() > VALUE_CHARS_MAX) {
            throw new IllegalArgumentException("a button's value of " + value.length() + " characters");
        }
        return ButtonElement.builder()
                .actionId(action)
                .text(new PlainTextObject(Mrkdwn.cut(label, TEXT_CHARS_MAX), true))
                .value(value)
                .style(style)
                .build();
    }
}
