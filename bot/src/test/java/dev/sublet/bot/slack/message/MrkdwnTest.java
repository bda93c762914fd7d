package dev.sublet.bot.slack.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MrkdwnTest {
    @Test
    void nobody_is_called_by_a_name() {
        assertEquals("&lt;!channel&gt; &amp; &lt;@U1&gt;", Mrkdwn.escape("<!channel> & <@U1>"));
        assertEquals("`'&lt;!here&gt;'`", Mrkdwn.code("`<!here>`"));
    }

    @Property(tries = 500)
    void no_text_ends_its_code_span_or_begins_markup(@ForAll @StringLength(max = 400) String text) {
        String code = Mrkdwn.code(text);

        assertTrue(code.length() >= 3);
        String inner = code.substring(1, code.length() - 1);
        assertFalse(inner.contains("`") || inner.contains("<") || inner.contains(">") || inner.contains("\n"));
    }

    @Test
    void what_is_too_long_is_cut_between_characters() {
        String long_ = String.join("", Collections.nCopies(3000, "&amp;"));

        String cut = Mrkdwn.cut(long_, 3000);

        assertTrue(cut.length() <= 3000);
        assertTrue(cut.endsWith("&amp;…"), cut.substring(cut.length() - 10));
    }

    @Test
    void a_message_of_many_parts_has_fifty_blocks() {
        Card card = Card.titled("many");
        for (int i = 0; i < 200; i++) {
            card.section("part " + i);
        }

        assertEquals(50, card.build().blocks().size());
    }
}
