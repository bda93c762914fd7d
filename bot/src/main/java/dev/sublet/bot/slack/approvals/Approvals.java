package dev.sublet.bot.slack.approvals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.bot.approval.ApprovalDesk;
import dev.sublet.bot.approval.Decider;
import dev.sublet.bot.approval.Membership;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.QuestionStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.slack.commands.Ask;
import dev.sublet.bot.slack.commands.Pictures;
import dev.sublet.bot.slack.commands.Router;
import dev.sublet.bot.slack.commands.Tools;
import dev.sublet.bot.slack.durable.Notes;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Ref;
import dev.sublet.bot.slack.people.Person;
import dev.sublet.bot.slack.people.Team;
import dev.sublet.bot.slack.transport.SlackException;
import dev.sublet.bot.slack.transport.Voice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for approvals and takes them by click. The gate is the operator's: a message is a way to it, not the gate. Who clicks is found out
 * anew, and may decide only as the desk finds at that moment; the first click wins there. Thread-safe.
 */
public final class Approvals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int ASKED_MAX = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tools tools;
    private final Notes notes;
    private final KubernetesClient client;
    private final String namespace;
    private final @Nullable String channel;
    private final Clock clock;
    private final ApprovalDesk all;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "slack-approvals");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * For the virtual clusters of a namespace.
     *
     * @param channel where is asked; null for the owning team's channel
     */
    public Approvals(
            Tools tools,
            Notes notes,
            KubernetesClient client,
            String namespace,
            @Nullable String channel,
            Clock clock) {
        this.tools = tools;
        this.notes = notes;
        this.client = client;
        this.namespace = namespace;
        this.channel = channel;
        this.clock = clock;
        this.all = desk(Membership.NONE);
    }

    private record Asked(String name, String channel, String ts) {}

    public void mount(Router router) {
        router.button("approve", ask -> decide(ask, true)).button("refuse", ask -> decide(ask, false));
    }

    public void start() {
        var unused = looks.scheduleWithFixedDelay(this::look, 500, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ApprovalDesk desk(Membership membership) {
        return new ApprovalDesk(client, namespace, membership, clock);
    }

    private void decide(Ask ask, boolean approve) {
        Ref ref = Ref.parse(ask.call().value("value"))
                .orElseThrow(() -> new RefusedException("That button is about nothing that I know."));
        Person person = ask.person();
        Membership membership = (group, email) -> email.equals(person.email()) && isMember(person, group);
        QuestionStatus decided =
                desk(membership).decide(ref.name(), ref.more(), approve, new Decider(person.email(), "slack"), null);
        Voice.Posted posted =
                new Voice.Posted(ask.call().channel(), String.valueOf(ask.call().messageTs()));
        tools.voice().edit(posted, Petition.decided(ref.name(), decided));
        notes.remove(Notes.Kind.APPROVAL, decided.id());
        tools.answer(
                ask,
                dev.sublet.bot.slack.message.Message.of("You " + (approve ? "approved" : "refused") + " "
                        + Mrkdwn.code(ref.name()) + "; that is on record."));
    }

    /** A group of approvers is a user group's ID, a team's name, {@code TEAM-leads}, {@code admins} or {@code finance}. */
    private static boolean isMember(Person person, String group) {
        return person.groups().contains(group)
                || person.teams().contains(group)
                || (group.endsWith("-leads")
                        && person.leads().contains(group.substring(0, group.length() - "-leads".length())))
                || (group.equals("admins") && person.admin())
                || (group.equals("finance") && person.finance());
    }

    /** Asks what nobody asked yet, and closes messages about what is over. */
    void look() {
        try {
            Set<String> open = new HashSet<>();
            for (ApprovalDesk.Pending pending : all.pending()) {
                open.add(pending.question().id());
                if (open.size() <= ASKED_MAX
                        && notes.get(Notes.Kind.APPROVAL, pending.question().id())
                                .isEmpty()) {
                    post(pending);
                }
            }
            for (Notes.Note note : notes.all(Notes.Kind.APPROVAL)) {
                if (!open.contains(note.id())) {
                    close(note);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("event=slack_approvals_not_looked_at reason=\"{}\"", e.getMessage());
        }
    }

    private void post(ApprovalDesk.Pending pending) {
        VirtualCluster one = tools.desk().get(pending.name());
        String where = channel == null
                ? tools.directory()
                        .teams()
                        .find(one.getSpec().owner().team())
                        .map(Team::channel)
                        .orElse(null)
                : channel;
        if (where == null) {
            LOG.warn(
                    "event=slack_approval_unasked name={} reason=\"no channel; set bot.slack.approvals\"",
                    pending.name());
            return;
        }
        Voice.Posted posted = tools.voice().post(where, null, Petition.open(one, pending.question()));
        notes.put(
                Notes.Kind.APPROVAL,
                pending.question().id(),
                json(new Asked(pending.name(), posted.channel(), posted.ts())));
    }

    private void close(Notes.Note note) {
        Asked asked;
        try {
            asked = JSON.readValue(note.body(), Asked.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds a note that cannot be read", e);
        }
        Optional<QuestionStatus> question = question(asked.name(), note.id());
        try {
            tools.voice()
                    .edit(
                            new Voice.Posted(asked.channel(), asked.ts()),
                            question.map(over -> Petition.decided(asked.name(), over))
                                    .orElseGet(() -> Petition.moot(asked.name())));
        } catch (SlackException e) {
            LOG.info("event=slack_approval_message_gone reason=\"{}\"", e.getMessage());
        }
        notes.remove(Notes.Kind.APPROVAL, note.id());
    }

    private Optional<QuestionStatus> question(String name, String id) {
        try {
            return Optional.ofNullable(Pictures.status(tools.desk().get(name)).approval())
                    .flatMap(approval -> Optional.ofNullable(approval.question()))
                    .filter(question -> question.id().equals(id) && question.state() != QuestionStatus.State.Waiting);
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    private static String json(Asked asked) {
        try {
            return JSON.writeValueAsString(asked);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
