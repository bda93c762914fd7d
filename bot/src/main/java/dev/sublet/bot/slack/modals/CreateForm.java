package dev.sublet.bot.slack.modals;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.view.View;
import dev.sublet.bot.blueprint.Blueprint;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.Durations;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.bot.slack.commands.Ask;
import dev.sublet.bot.slack.commands.Router;
import dev.sublet.bot.slack.commands.Tools;
import dev.sublet.bot.slack.message.Forms;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.people.Person;
import dev.sublet.bot.slack.people.Rules;
import dev.sublet.bot.slack.people.Team;
import dev.sublet.bot.slack.people.Verb;
import dev.sublet.bot.slack.transport.Call;
import dev.sublet.bot.slack.transport.Calls.FormChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creating: blueprint, size, life, cost center of one's own, and what it will cost, anew with each choice. Thread-safe. */
public final class CreateForm implements Router.Form {
    static final String CALLBACK = "create-form";
    static final String NAME = "name";
    static final String BLUEPRINT = "blueprint";
    static final String SIZE = "size";
    static final String LIFE = "life";
    static final String PAYER = "payer";
    static final String SLEEP = "sleep";

    private final Tools tools;
    private final LiveQuote quotes;
    private final Creating creating;

    public CreateForm(Tools tools, LiveQuote quotes, Creating creating) {
        this.tools = tools;
        this.quotes = quotes;
        this.creating = creating;
    }

    /** Takes the verb and its form. */
    public void mount(Router router) {
        router.verb(Verb.CREATE, this::open).form(CALLBACK, this);
    }

    private void open(Ask ask) {
        if (ask.view() == null) {
            throw new RefusedException(
                    "I could not open the form in the three seconds that Slack allows. Nothing was done: write `/vcluster create` again.");
        }
        if (payers(ask.person()).isEmpty()) {
            throw new RefusedException("You are in no team with a cost center that I know, so nobody would pay. Ask the"
                    + " people who run Sublet to add you to the directory.");
        }
        if (tools.blueprints().newest().isEmpty()) {
            throw new RefusedException("There are no blueprints; the people who run Sublet have to write one.");
        }
        Map<String, String> first = Map.of(NAME, ask.word(0));
        tools.voice()
                .change(ask.view(), null, view(ask.person(), first, ask.call().channel()));
    }

    @Override
    public View changed(Person person, FormChange change) {
        return view(person, change.values(), change.meta());
    }

    private View view(Person person, Map<String, String> values, String channel) {
        Map<String, String> blueprints = new LinkedHashMap<>();
        for (Blueprint each : tools.blueprints().newest()) {
            blueprints.put(each.name(), each.name() + (each.description().isBlank() ? "" : ": " + each.description()));
        }
        String chosen = values.getOrDefault(BLUEPRINT, "");
        Blueprint blueprint = tools.blueprints()
                .find(chosen)
                .orElseGet(() -> tools.blueprints().newest().iterator().next());
        Map<String, String> sizes = new LinkedHashMap<>();
        blueprint
                .sizes()
                .forEach(size -> sizes.put(
                        size.name(),
                        size.name() + ": " + size.cpu() + " CPU, " + size.memory() + ", " + size.pods() + " pods"));
        Map<String, String> lives = Lives.of(blueprint);
        Map<String, String> payers = payers(person);
        Map<String, String> sleeps = new LinkedHashMap<>();
        sleeps.put("no", "never");
        sleeps.put("nights", "at night and on weekends");
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(Forms.text(
                NAME, "Name", values.get(NAME), "letters, digits and hyphens, such as payments-test", false));
        blocks.add(Forms.choice(BLUEPRINT, "Blueprint", blueprints, blueprint.name(), true));
        blocks.add(Forms.choice(SIZE, "Size", sizes, values.get(SIZE), true));
        blocks.add(Forms.choice(LIFE, "How long", lives, values.get(LIFE), true));
        blocks.add(Forms.choice(PAYER, "Team and cost center", payers, values.get(PAYER), true));
        blocks.add(Forms.choice(SLEEP, "Sleeps", sleeps, values.get(SLEEP), true));
        blocks.add(SectionBlock.builder()
                .blockId("quote")
                .text(MarkdownTextObject.builder()
                        .text(quotes.text(spec(person, filled(values, blueprint, sizes, lives, payers)), tools.costs()))
                        .build())
                .build());
        return Forms.form(CALLBACK, "Create a vcluster", "Create", channel, blocks);
    }

    /** What is chosen, or what is shown as chosen at first. */
    private static Map<String, String> filled(
            Map<String, String> values,
            Blueprint blueprint,
            Map<String, String> sizes,
            Map<String, String> lives,
            Map<String, String> payers) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put(BLUEPRINT, blueprint.name());
        all.computeIfAbsent(SIZE, key -> sizes.keySet().iterator().next());
        if (!sizes.containsKey(all.get(SIZE))) {
            all.put(SIZE, sizes.keySet().iterator().next());
        }
        if (!lives.containsKey(all.getOrDefault(LIFE, ""))) {
            all.put(LIFE, lives.keySet().iterator().next());
        }
        if (!payers.containsKey(all.getOrDefault(PAYER, ""))) {
            all.put(PAYER, payers.keySet().iterator().next());
        }
        return all;
    }

    /** Teams and cost centers that a person may spend from. */
    private Map<String, String> payers(Person person) {
        Map<String, String> payers = new LinkedHashMap<>();
        for (Team team : tools.directory().teams().teams()) {
            // An admin's own teams: whoever runs the platform does not spend for others by a slip.
            if (person.teams().contains(team.name()) && Rules.may(person.to(team.name()), Verb.CREATE)) {
                team.costCenters().forEach(each -> payers.put(team.name() + "|" + each, team.name() + ", " + each));
            }
        }
        return payers;
    }

    private VirtualClusterSpec spec(Person person, Map<String, String> values) {
        return Specs.of(person, values);
    }

    @Override
    public Map<String, String> check(Call form) {
        String name = form.value(NAME).strip();
        if (!name.matches("[a-z]([-a-z0-9]{0,48}[a-z0-9])?")) {
            return Map.of(NAME, "A name has at most 50 small letters, digits and hyphens and begins with a letter.");
        }
        Blueprint blueprint = tools.blueprints().find(form.value(BLUEPRINT)).orElse(null);
        if (blueprint == null) {
            return Map.of(BLUEPRINT, "There is no such blueprint.");
        }
        if (blueprint.size(form.value(SIZE)).isEmpty()) {
            return Map.of(SIZE, "This blueprint has no such size; choose again.");
        }
        return wrongLife(blueprint, form.value(LIFE));
    }

    private static Map<String, String> wrongLife(Blueprint blueprint, String life) {
        boolean fits = Lives.of(blueprint).containsKey(life)
                && (life.equals("none") || Durations.parse(life).isPresent());
        return fits ? Map.of() : Map.of(LIFE, "This blueprint does not allow that; choose again.");
    }

    @Override
    public void handle(Ask ask) {
        Map<String, String> wrong = check(ask.call());
        if (!wrong.isEmpty()) {
            throw new RefusedException(Mrkdwn.escape(wrong.values().iterator().next()));
        }
        // The list in the form was the person's own; a form that was edited may hold anything.
        @Nullable String payer = ask.call().value(PAYER);
        if (!payers(ask.person()).containsKey(payer)) {
            throw new RefusedException(
                    "You may not spend from " + Mrkdwn.code(payer.replace("|", ", ")) + ". Nothing was created.");
        }
        creating.create(
                ask,
                ask.call().value(NAME).strip(),
                spec(ask.person(), ask.call().values()));
    }
}
