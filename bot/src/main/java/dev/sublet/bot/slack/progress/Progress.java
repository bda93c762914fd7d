package dev.sublet.bot.slack.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.slack.commands.Ask;
import dev.sublet.bot.slack.durable.Notes;
import dev.sublet.bot.slack.message.Message;
import dev.sublet.bot.slack.transport.SlackException;
import dev.sublet.bot.slack.transport.Voice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One message for each request, edited until the request has an outcome. Which messages these are is kept, so that another process goes
 * on with them. Thread-safe.
 */
public final class Progress implements AutoCloseable {
    /** Slack takes 50 edits a minute, for all messages together. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final Duration GIVE_UP = Duration.ofHours(2);
    private static final int FOLLOWED_MAX = 200;
    /** Edits of one look: 12 every 3 s would be too many for a minute's worth, so others wait for the next look. */
    private static final int EDITS_MAX = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Voice voice;
    private final Desk desk;
    private final Notes notes;
    private final Typical typical;
    private final Clock clock;
    private final Map<String, String> shown = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "slack-progress");
        thread.setDaemon(true);
        return thread;
    });

    public Progress(Voice voice, Desk desk, Notes notes, Typical typical, Clock clock) {
        this.voice = voice;
        this.desk = desk;
        this.notes = notes;
        this.typical = typical;
        this.clock = clock;
    }

    /**
     * A message that is followed.
     *
     * @param request the request's ID
     * @param uid of the virtual cluster; empty before there is one
     * @param startedMs since the epoch
     */
    public record Followed(
            String request,
            String verb,
            String name,
            String uid,
            String channel,
            String ts,
            String user,
            long startedMs) {}

    public void start() {
        var unused = looks.scheduleWithFixedDelay(this::look, 1_000, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Says that a request is on its way, and goes on from there. Asked again for the same request, it does nothing more. */
    public void follow(Ask ask, String verb, String name, String uid) {
        follow(ask.call().id(), ask.call().channel(), ask.person().user(), verb, name, uid);
    }

    /** Likewise, for a request that was agreed to by somebody else. */
    public void follow(String request, String channel, String user, String verb, String name, String uid) {
        if (notes.get(Notes.Kind.PROGRESS, request).isPresent()) {
            return;
        }
        Followed fresh = new Followed(request, verb, name, uid, "", "", user, clock.millis());
        Message first = Scene.waiting(fresh, clock.instant(), typical.of(verb));
        Voice.Posted posted = voice.say(channel, user, first);
        Followed followed =
                new Followed(request, verb, name, uid, posted.channel(), posted.ts(), user, fresh.startedMs());
        shown.put(request, first.text());
        notes.put(Notes.Kind.PROGRESS, request, json(followed));
    }

    /** Looks at all that is followed once. */
    void look() {
        try {
            int edits = 0;
            List<Notes.Note> open = notes.all(Notes.Kind.PROGRESS);
            for (Notes.Note note : open.subList(0, Math.min(open.size(), FOLLOWED_MAX))) {
                if (edits < EDITS_MAX && look(JSON.readValue(note.body(), Followed.class))) {
                    edits++;
                }
            }
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.warn("event=slack_progress_failed reason=\"{}\"", e.getMessage());
        }
    }

    /** True when the message was edited. */
    private boolean look(Followed followed) {
        Instant now = clock.instant();
        @Nullable VirtualCluster there;
        try {
            there = desk.get(followed.name());
        } catch (RefusedException e) {
            there = null;
        }
        if (there != null
                && !followed.uid().isEmpty()
                && !followed.uid().equals(there.getMetadata().getUid())
                && !followed.verb().equals("undo")) {
            there = null;
        }
        Scene scene = Scene.of(followed, there, now, typical.of(followed.verb()));
        boolean late = Duration.between(Instant.ofEpochMilli(followed.startedMs()), now)
                        .compareTo(GIVE_UP)
                > 0;
        String text = scene.message().text();
        boolean edited = false;
        if (!text.equals(shown.get(followed.request()))) {
            try {
                voice.edit(new Voice.Posted(followed.channel(), followed.ts()), scene.message());
                edited = true;
            } catch (SlackException e) {
                // Somebody deleted the message, or the channel: nobody waits for it.
                LOG.info("event=slack_progress_ended request={} reason=\"{}\"", followed.request(), e.getMessage());
                forget(followed);
                return true;
            }
            shown.put(followed.request(), text);
        }
        if (scene.over() || late) {
            tellDetails(followed, scene);
            forget(followed);
        }
        return edited;
    }

    private void tellDetails(Followed followed, Scene scene) {
        Optional<Message> details = scene.details();
        if (details.isPresent()) {
            voice.post(followed.channel(), followed.ts(), details.get());
        }
    }

    private void forget(Followed followed) {
        shown.remove(followed.request());
        notes.remove(Notes.Kind.PROGRESS, followed.request());
    }

    private static String json(Followed followed) {
        try {
            return JSON.writeValueAsString(followed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
