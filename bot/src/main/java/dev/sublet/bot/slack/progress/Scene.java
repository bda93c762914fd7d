package dev.sublet.bot.slack.progress;

import dev.sublet.bot.resource.RemovalStatus;
import dev.sublet.bot.resource.RequestStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.slack.commands.Pictures;
import dev.sublet.bot.slack.message.Buttons;
import dev.sublet.bot.slack.message.Card;
import dev.sublet.bot.slack.message.Message;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Ref;
import dev.sublet.bot.slack.message.Times;
import dev.sublet.bot.slack.progress.Progress.Followed;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A moment of a request. Immutable.
 *
 * @param over whether nothing more is expected
 * @param details for the thread, when it failed
 */
record Scene(Message message, boolean over, Optional<Message> details) {
    /** Before anybody looked. */
    static Message waiting(Followed followed, Instant now, Optional<Duration> typical) {
        return going(followed, ":hourglass_flowing_sand:", "asked for", now, typical);
    }

    static Scene of(Followed followed, @Nullable VirtualCluster there, Instant now, Optional<Duration> typical) {
        if (there == null) {
            return gone(followed, now, typical);
        }
        VirtualClusterStatus status = Pictures.status(there);
        RequestStatus request = status.request();
        RemovalStatus removal = status.removal();
        if (followed.verb().equals("delete") && removal != null && Pictures.phase(there) == Phase.Deleting) {
            return removed(followed, there, removal);
        }
        String result = request != null && request.id().equals(followed.request()) ? request.result() : "";
        return switch (result) {
            case "done" -> new Scene(done(followed, there, now), true, Optional.empty());
            case "refused", "failed" -> failed(followed, there, status, result);
            default ->
                request != null && !request.id().equals(followed.request()) && olderThan(followed, now)
                        ? new Scene(overtaken(followed), true, Optional.empty())
                        : new Scene(going(followed, there, now, typical), false, Optional.empty());
        };
    }

    /** Another request came in between, and this one's outcome is told nowhere. */
    private static boolean olderThan(Followed followed, Instant now) {
        return Duration.between(Instant.ofEpochMilli(followed.startedMs()), now).compareTo(Duration.ofMinutes(1)) > 0;
    }

    private static Scene gone(Followed followed, Instant now, Optional<Duration> typical) {
        if (followed.verb().equals("delete")) {
            return new Scene(Message.of(":wastebasket: *" + name(followed) + "* is gone."), true, Optional.empty());
        }
        boolean wait = followed.verb().equals("undo") && !olderThan(followed, now);
        return wait
                ? new Scene(waiting(followed, now, typical), false, Optional.empty())
                : new Scene(
                        Message.of(":grey_question: *" + name(followed) + "* is no longer there."),
                        true,
                        Optional.empty());
    }

    private static Scene removed(Followed followed, VirtualCluster there, RemovalStatus removal) {
        Message message = Card.titled(":wastebasket: *" + name(followed) + "* is paused and will be gone for good "
                        + Times.at(removal.finalAt()) + ". Until then it can come back as it was.")
                .buttons(Buttons.primary("undo", "Undo the deletion", ref(there)))
                .build();
        return new Scene(message, true, Optional.empty());
    }

    private static Message done(Followed followed, VirtualCluster there, Instant now) {
        Card card = Card.titled(":white_check_mark: *" + name(followed) + "*: " + followed.verb() + " done after "
                + Times.clock(Duration.between(Instant.ofEpochMilli(followed.startedMs()), now)) + " · "
                + Pictures.state(there));
        if (followed.verb().equals("create")) {
            card.buttons(
                    Buttons.primary("access", "Get access", ref(there)), Buttons.plain("show", "Show", ref(there)));
        }
        return card.build();
    }

    private static Scene failed(Followed followed, VirtualCluster there, VirtualClusterStatus status, String result) {
        RequestStatus request = status.request();
        String why =
                request == null || request.message().isEmpty() ? String.valueOf(status.message()) : request.message();
        Message message = Card.titled(
                        ":x: *" + name(followed) + "*: " + followed.verb() + " " + result + ". " + Mrkdwn.escape(why))
                .note("The thread has the details. Ask again when that is mended, or ask the people who run Sublet.")
                .buttons(Buttons.plain("show", "Show", ref(there)))
                .build();
        List<String> lines = status.conditions().stream().map(Scene::line).toList();
        return new Scene(
                message,
                true,
                lines.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Card.titled("*How far " + name(followed) + " came*")
                                .table(lines)
                                .build()));
    }

    private static Message overtaken(Followed followed) {
        return Message.of(":grey_question: *" + name(followed) + "*: another request came after this " + followed.verb()
                + "; `/vcluster show " + followed.name() + "` shows what holds now.");
    }

    private static Message going(Followed followed, VirtualCluster there, Instant now, Optional<Duration> typical) {
        VirtualClusterStatus status = Pictures.status(there);
        String what = status.message() == null || status.message().isBlank()
                ? Pictures.phase(there).name()
                : status.message();
        return going(followed, Pictures.state(there), Mrkdwn.escape(what), now, typical);
    }

    private static Message going(
            Followed followed, String state, String what, Instant now, Optional<Duration> typical) {
        Duration since = Duration.between(Instant.ofEpochMilli(followed.startedMs()), now);
        // In steps of five seconds: an edit for each second would be spam.
        Duration rounded = Duration.ofSeconds(since.toSeconds() / 5 * 5);
        return Card.titled(state + " *" + name(followed) + "*: " + followed.verb() + " — " + what + "\n"
                        + Times.clock(rounded)
                        + typical.map(time -> " of usually " + Times.clock(time))
                                .orElse(""))
                .build();
    }

    private static String line(Condition condition) {
        return ("True".equals(condition.getStatus()) ? "ok   " : "open ") + condition.getType() + ": "
                + condition.getMessage();
    }

    private static String ref(VirtualCluster there) {
        return Ref.of(there.getMetadata().getName(), there.getMetadata().getUid())
                .toString();
    }

    private static String name(Followed followed) {
        return Mrkdwn.escape(followed.name());
    }
}
