package dev.sublet.bot.slack.modals;

import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.bot.slack.commands.Changes;
import dev.sublet.bot.slack.people.Person;
import java.util.Map;

/** Forms as specs. Stateless. */
final class Specs {
    private Specs() {}

    static VirtualClusterSpec of(Person person, Map<String, String> values) {
        String payer = values.getOrDefault(CreateForm.PAYER, "|");
        int bar = payer.indexOf('|');
        String life = values.getOrDefault(CreateForm.LIFE, "none");
        return new VirtualClusterSpec(
                new Owner(payer.substring(0, Math.max(0, bar)), payer.substring(bar + 1), person.email()),
                values.getOrDefault(CreateForm.BLUEPRINT, ""),
                values.get(CreateForm.SIZE),
                null,
                null,
                life.equals("none") ? null : life,
                "nights".equals(values.get(CreateForm.SLEEP)) ? Changes.nights(person.zone()) : null,
                false,
                false,
                null,
                null);
    }
}
