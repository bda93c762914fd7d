package dev.sublet.bot.slack.commands;

import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.slack.people.Directory;
import dev.sublet.bot.slack.reports.Costs;
import dev.sublet.bot.slack.transport.Voice;
import java.time.Clock;

/** What handlers work with. */
public record Tools(
        Voice voice, Desk desk, Finder finder, Directory directory, Blueprints blueprints, Costs costs, Clock clock) {
    /**
     * Answers one person where he asked. A question in plain words is answered for all to see in the channel of one of his teams alone:
     * elsewhere others would learn what is not theirs.
     */
    public void answer(Ask ask, dev.sublet.bot.slack.message.Message message) {
        String channel = ask.call().channel();
        String thread = ask.call().messageTs();
        boolean own = directory.teams().teams().stream()
                .anyMatch(team ->
                        channel.equals(team.channel()) && ask.person().teams().contains(team.name()));
        if (ask.call().kind() == dev.sublet.bot.slack.transport.Call.Kind.MENTION && own) {
            voice.post(channel, thread, message);
        } else {
            voice.whisper(channel, ask.person().user(), message);
        }
    }
}
