package dev.sublet.bot.slack.message;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.block.element.StaticSelectElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of forms. The block ID of a field is its name, and so is its action ID. Stateless. */
public final class Forms {
    private static final int TITLE_CHARS_MAX = 24;
    private static final int OPTIONS_MAX = 100;
    private static final int OPTION_CHARS_MAX = 75;
    private static final int LABEL_CHARS_MAX = 2000;

    private Forms() {}

    /** A form with a button that sends it; without one when {@code submit} is null. */
    public static View form(
            String callback, String title, @Nullable String submit, String meta, List<LayoutBlock> blocks) {
        return View.builder()
                .type("modal")
                .callbackId(callback)
                .title(ViewTitle.builder()
                        .type("plain_text")
                        .text(Mrkdwn.cut(title, TITLE_CHARS_MAX))
                        .build())
                .submit(
                        submit == null
                                ? null
                                : ViewSubmit.builder()
                                        .type("plain_text")
                                        .text(Mrkdwn.cut(submit, TITLE_CHARS_MAX))
                                        .build())
                .close(ViewClose.builder().type("plain_text").text("Cancel").build())
                .privateMetadata(meta)
                .blocks(blocks)
                .build();
    }

    /** Words and nothing to fill in. */
    public static View notice(String title, String markup) {
        return form(
                "notice",
                title,
                null,
                "",
                List.of(SectionBlock.builder()
                        .text(MarkdownTextObject.builder()
                                .text(Mrkdwn.cut(markup, Card.SECTION_CHARS_MAX))
                                .build())
                        .build()));
    }

    /** A line of text. */
    public static InputBlock text(String name, String label, @Nullable String initial, String hint, boolean optional) {
        return input(
                name,
                label,
                PlainTextInputElement.builder()
                        .actionId(name)
                        .initialValue(initial == null || initial.isEmpty() ? null : initial)
                        .placeholder(new PlainTextObject(Mrkdwn.cut(hint, 150), false))
                        .maxLength(300)
                        .build(),
                optional,
                false);
    }

    /**
     * A choice.
     *
     * @param options labels by value, at most 100
     * @param telling whether a change is told at once
     */
    public static InputBlock choice(
            String name, String label, Map<String, String> options, @Nullable String initial, boolean telling) {
        List<OptionObject> all = options.entrySet().stream()
                .limit(OPTIONS_MAX)
                .map(option -> OptionObject.builder()
                        .text(new PlainTextObject(Mrkdwn.cut(option.getValue(), OPTION_CHARS_MAX), false))
                        .value(option.getKey())
                        .build())
                .toList();
        OptionObject chosen = all.stream()
                .filter(option -> option.getValue().equals(initial))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.get(0));
        return input(
                name,
                label,
                StaticSelectElement.builder()
                        .actionId(name)
                        .options(all)
                        .initialOption(chosen)
                        .build(),
                false,
                telling);
    }

    private static InputBlock input(
            String name, String label, BlockElement element, boolean optional, boolean telling) {
        return InputBlock.builder()
                .blockId(name)
                .label(new PlainTextObject(Mrkdwn.cut(label, LABEL_CHARS_MAX), false))
                .element(element)
                .optional(optional)
                .dispatchAction(telling)
                .build();
    }
}
