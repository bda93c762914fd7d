package dev.sublet.bot.slack.commands;

import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.slack.people.Person;
import dev.sublet.bot.slack.transport.Call;
import org.jspecify.annotations.Nullable;

/**
 * A request of a person who is known. Immutable.
 *
 * @param typed the verb and its parameters; of a button or a form what it stands for
 * @param view the form that is open for the answer, or null when there is none
 * @param again whether the bot was ended since it was taken: parts of it may be done
 */
public record Ask(
        Call call, Person person, Typed typed, @Nullable String view, boolean again) {
    /** A parameter, or an empty text. */
    public String word(int index) {
        return typed.word(index);
    }

    /** As the desk and the ledger name who asks. */
    public Asker asker() {
        return asker(null);
    }

    public Asker asker(@Nullable String approvedBy) {
        return new Asker(person.email(), approvedBy, "slack", call.id());
    }
}
