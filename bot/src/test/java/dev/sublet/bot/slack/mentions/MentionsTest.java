package dev.sublet.bot.slack.mentions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.bot.slack.commands.Typed;
import dev.sublet.bot.slack.people.Verb;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private static final YearMonth NOW = YearMonth.of(2026, 11);

    private static void means(String text, Verb verb, String... words) {
        assertEquals(Optional.of(new Typed(verb, List.of(words))), Mentions.parse("<@U0BOT> " + text, NOW), text);
    }

    @Test
    void understands_questions_of_cost() {
        means("what did payments cost last month?", Verb.COST, "payments", "2026-10");
        means("What does payments cost?", Verb.COST, "payments", "2026-11");
        means("how much did team payments spend in October", Verb.COST, "payments", "2026-10");
        means("how much has cc-1001 spent in december?", Verb.COST, "cc-1001", "2025-12");
        means("costs of payments in 2026-03", Verb.COST, "payments", "2026-03");
        means("what did we spend last month", Verb.COST, "2026-10");
    }

    @Test
    void understands_other_questions() {
        means("list our vclusters", Verb.LIST);
        means("which clusters do we have?", Verb.LIST);
        means("how is payments-test?", Verb.SHOW, "payments-test");
        means("when does payments-test expire?", Verb.SHOW, "payments-test");
        means("what drifted?", Verb.DRIFT);
        means("help", Verb.HELP);
        means("", Verb.HELP);
    }

    @Test
    void never_takes_words_for_a_change() {
        for (String text :
                List.of("delete payments", "please pause payments", "give me access to payments", "create x")) {
            assertEquals(Optional.empty(), Mentions.parse("<@U0BOT> " + text, NOW), text);
        }
    }
}
