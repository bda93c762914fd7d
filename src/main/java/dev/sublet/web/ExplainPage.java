package dev.sublet.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.api.Role;
import dev.sublet.reporter.explain.Filter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an amount comes from, one level deeper with each link, down to the arithmetic of a pod's hour. */
public final class ExplainPage implements Page {
    private static final Pattern HYPHEN = Pattern.compile("-(.)");
    private static final int PARTS_MAX = 2_000;

    private final Facts facts;
    private final Clock clock;

    ExplainPage(Facts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * A part of the amount.
     *
     * @param address where it is explained; null at the bottom
     */
    public record Part(
            String name,
            @Nullable String quantity,
            @Nullable String unit,
            Amount amount,
            int permille,
            @Nullable String address) {}

    /** A step on the way here. */
    public record Crumb(String name, String address) {}

    /** The arithmetic of an amount. */
    public record Working(String title, Amount amount, List<Term> terms) {}

    /** A step of it. */
    public record Term(String key, String title, String value, String how) {}

    /** The page. */
    public record View(
            Months month,
            String currency,
            Amount amount,
            @Nullable String quantity,
            @Nullable String unit,
            String level,
            List<Crumb> crumbs,
            List<Part> parts,
            int left,
            List<Working> arithmetic,
            List<String> notes) {}

    @Override
    public String path() {
        return "/explain";
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.of(Role.FINANCE, Role.PLATFORM, Role.AUDITOR);
    }

    @Override
    public PageReply answer(PageRequest request) {
        Months month = Months.of(request.field("month"), clock);
        Map<String, @Nullable String> query = new HashMap<>();
        query.put("month", month.toString());
        for (Filter filter : Filter.values()) {
            query.put(field(filter.option()), request.field(field(filter.option())));
        }
        JsonNode answer = facts.ask(request.caller(), "explain", query);
        Map<String, @Nullable String> here = selection(month, answer.path("selection"));
        Amount amount = Amount.of(answer);
        List<Part> parts = new ArrayList<>();
        int left = 0;
        for (JsonNode part : answer.path("parts")) {
            if (parts.size() >= PARTS_MAX) {
                left++;
                continue;
            }
            Map<String, @Nullable String> deeper = new HashMap<>(here);
            deeper.putAll(selection(month, part.path("selection")));
            Amount of = Amount.of(part);
            parts.add(new Part(
                    part.path("name").asText(),
                    part.path("quantity").asText(null),
                    part.path("unit").asText(null),
                    of,
                    of.permilleOf(amount),
                    deeper.equals(here) ? null : Address.of(path(), deeper)));
        }
        View view = new View(
                month,
                answer.path("currency").asText(),
                amount,
                answer.path("quantity").asText(null),
                answer.path("unit").asText(null),
                answer.path("level").asText(""),
                crumbs(month, here),
                parts,
                left,
                arithmetic(answer.path("arithmetic")),
                texts(answer.path("notes")));
        return PageReply.html(
                200, Templates.of("explain", Frame.of("Explain", path(), request.caller()), Map.of("view", view)));
    }

    /** Each step of the way leaves out what was narrowed down after it. */
    private List<Crumb> crumbs(Months month, Map<String, @Nullable String> here) {
        List<Crumb> crumbs = new ArrayList<>();
        Map<String, @Nullable String> so = new HashMap<>();
        so.put("month", month.toString());
        crumbs.add(new Crumb("all", Address.of(path(), so)));
        for (Filter filter : Filter.values()) {
            String value = here.get(field(filter.option()));
            if (value != null) {
                so.put(field(filter.option()), value);
                crumbs.add(new Crumb(filter.option().replace('-', ' ') + " " + value, Address.of(path(), so)));
            }
        }
        return crumbs;
    }

    private static List<Working> arithmetic(JsonNode workings) {
        List<Working> arithmetic = new ArrayList<>();
        for (JsonNode working : workings) {
            List<Term> terms = new ArrayList<>();
            for (JsonNode step : working.path("steps")) {
                terms.add(new Term(
                        step.path("key").asText(),
                        step.path("title").asText(),
                        step.path("value").asText(),
                        step.path("how").asText("")));
            }
            arithmetic.add(new Working(working.path("title").asText(), Amount.of(working), terms));
        }
        return arithmetic;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static Map<String, @Nullable String> selection(Months month, JsonNode selection) {
        Map<String, @Nullable String> fields = new HashMap<>();
        fields.put("month", month.toString());
        selection
                .properties()
                .forEach(
                        each -> fields.put(field(each.getKey()), each.getValue().asText()));
        return fields;
    }

    /** The option of the command in camel case, as the API has it. */
    private static String field(String option) {
        return HYPHEN.matcher(option).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
