package dev.sublet.bot.slack.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.slack.people.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypedTest {
    @Test
    void reads_a_verb_and_its_words() {
        assertEquals(new Typed(Verb.EXTEND, List.of("shop", "7d")), Typed.parse("  Extend   shop 7d "));
        assertEquals(new Typed(Verb.HELP, List.of()), Typed.parse(" "));
    }

    @Test
    void suggests_what_a_slip_may_have_meant() {
        assertEquals(
                "I do not know `lits`. Did you mean `/vcluster list`?",
                assertThrows(RefusedException.class, () -> Typed.parse("lits")).getMessage());
        assertEquals(
                "I do not know `delte`. Did you mean `/vcluster delete shop`?",
                assertThrows(RefusedException.class, () -> Typed.parse("delte shop"))
                        .getMessage());
    }

    @Test
    void what_was_typed_mentions_nobody_in_the_answer() {
        String answer = assertThrows(RefusedException.class, () -> Typed.parse("<!channel> `x`"))
                .getMessage();

        assertFalse(answer.contains("<!"), answer);
    }
}
