package dev.sublet.bot.slack.commands;

import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.gitops.GitOwner;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.SleepSpan;
import dev.sublet.bot.resource.SleepSpan.Day;
import dev.sublet.bot.resource.SleepSpec;
import dev.sublet.bot.slack.message.Message;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Times;
import dev.sublet.bot.slack.people.Verb;
import dev.sublet.bot.slack.progress.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of one virtual cluster by one request each. Thread-safe. */
public final class Changes {
    private final Tools tools;
    private final Progress progress;
    private final Once once;

    public Changes(Tools tools, Progress progress, Once once) {
        this.tools = tools;
        this.progress = progress;
        this.once = once;
    }

    /** What is asked of the desk; a sentence to say at once, or null when progress says all. */
    @FunctionalInterface
    private interface Change {
        @Nullable
        String ask(Desk desk, Target target, Ask ask);
    }

    /** Takes its verbs. */
    public void mount(Router router) {
        router.verb(
                        Verb.PAUSE,
                        ask -> change(ask, Verb.PAUSE, (desk, target, asked) -> {
                            desk.pause(target.name(), asked.asker(), null);
                            return null;
                        }))
                .verb(
                        Verb.RESUME,
                        ask -> change(ask, Verb.RESUME, (desk, target, asked) -> {
                            desk.resume(target.name(), asked.asker());
                            return null;
                        }))
                .verb(
                        Verb.UNDO,
                        ask -> change(ask, Verb.UNDO, (desk, target, asked) -> {
                            desk.undo(target.name(), asked.asker());
                            return null;
                        }))
                .verb(Verb.EXTEND, ask -> change(ask, Verb.EXTEND, Changes::extend))
                .verb(Verb.SLEEP, ask -> change(ask, Verb.SLEEP, Changes::sleep));
    }

    private static String extend(Desk desk, Target target, Ask ask) {
        String by = target.more().isEmpty() ? "7d" : target.more();
        return "*" + Mrkdwn.escape(target.name()) + "* will live until "
                + Times.at(desk.extend(target.name(), by, ask.asker())) + ".";
    }

    private static String sleep(Desk desk, Target target, Ask ask) {
        String how = target.more().isEmpty() ? "nights" : target.more();
        String zone = ask.person().zone();
        SleepSpec wanted = switch (how) {
            case "nights" -> nights(zone);
            case "off" -> new SleepSpec(List.of(), zone, null);
            default ->
                throw new RefusedException("I do not know " + Mrkdwn.code(how)
                        + ". Write `/vcluster sleep NAME nights` or `… off`; finer schedules are in `spec.sleep`.");
        };
        desk.sleep(target.name(), wanted, ask.asker());
        return how.equals("off")
                ? "*" + Mrkdwn.escape(target.name()) + "* no longer sleeps by schedule."
                : "*" + Mrkdwn.escape(target.name()) + "* sleeps from 20:00 to 07:00 and on weekends, in "
                        + Mrkdwn.code(zone) + ". Volumes stay, and cost.";
    }

    /** Weekday nights and weekends. */
    public static SleepSpec nights(String zone) {
        return new SleepSpec(
                List.of(
                        new SleepSpan(List.of(Day.Mon, Day.Tue, Day.Wed, Day.Thu), "20:00", "07:00"),
                        // Three spans, since one ends a day later at most.
                        new SleepSpan(List.of(Day.Fri), "20:00", "20:00"),
                        new SleepSpan(List.of(Day.Sat), "20:00", "20:00"),
                        new SleepSpan(List.of(Day.Sun), "20:00", "07:00")),
                zone,
                null);
    }

    private void change(Ask ask, Verb verb, Change change) {
        Target target = Target.of(tools, ask, verb);
        if (!once.isAsked(target.one(), ask)) {
            String said = change.ask(tools.desk().only(target.uid()), target, ask);
            boolean git = GitOwner.of(target.one()).isPresent() && verb != Verb.UNDO;
            if (git) {
                tools.answer(
                        ask,
                        Message.of("Git owns *" + Mrkdwn.escape(target.name()) + "*, so this holds until "
                                + Times.at(tools.clock().instant().plus(Desk.PASSING)) + " and then ends by itself."
                                + (said == null ? "" : " " + said)));
                return;
            }
            if (said != null) {
                tools.answer(ask, Message.of(said));
                return;
            }
        }
        progress.follow(ask, verb.word(), target.name(), target.uid());
    }
}
