package dev.sublet.bot.slack.commands;

import dev.sublet.bot.plan.RefusedException;
import java.time.YearMonth;
import java.util.Optional;
import java.util.function.BiFunction;

/** Questions in plain words, answered as the command that they mean. Thread-safe. */
public final class Words {
    private final Tools tools;
    private final BiFunction<String, YearMonth, Optional<Typed>> rules;

    public Words(Tools tools, BiFunction<String, YearMonth, Optional<Typed>> rules) {
        this.tools = tools;
        this.rules = rules;
    }

    public void mount(Router router) {
        router.mentions(ask -> {
            Typed meant = rules.apply(ask.call().value("text"), tools.costs().now())
                    .orElseThrow(
                            () -> new RefusedException(
                                    "I did not get that. Ask me such as \"what did payments cost last month?\", \"list our vclusters\","
                                            + " \"how is payments?\" or \"what drifted?\"; `/vcluster help` shows all that I do."));
            Handler handler = router.of(meant.verb());
            handler.handle(new Ask(ask.call(), ask.person(), meant, null, ask.again()));
        });
    }
}
