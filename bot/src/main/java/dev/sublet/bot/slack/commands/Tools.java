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
    /** Answers one person where he asked. */
    public void answer(Ask ask, dev.sublet.bot.slack.message.Message message) {
        String channel = ask.call().channel();
        String thread = ask.call().messageTs();
        if (ask.call().kind() == dev.sublet.bot.slack.transport.Call.Kind.MENTION) {
            voice.post(channel, thread, message);
        } else {
            voice.whisper(channel, ask.person().user(), message);
        }
    }
}
