package dev.sublet.bot.slack.mentions;

import dev.sublet.bot.slack.commands.Typed;
import dev.sublet.bot.slack.people.Verb;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain words as commands, by rules. Only what changes nothing can be asked so. Stateless. */
public final class Mentions {
    private static final int CHARS_MAX = 500;
    private static final String NAME = "(?<name>[a-z0-9][-a-z0-9_.]{0,62})";
    private static final String WHEN =
            "(?: (?:in |during |for )?(?<when>(?:the )?last month|(?:the )?this month|so far|today|\\d{4}-\\d{2}|[a-z]+(?: \\d{4})?))?";

    private static final List<Rule> RULES = List.of(
            new Rule(
                    Verb.COST,
                    "what (?:did|does|do|will|has) (?:the )?(?:team |cost center |vcluster )?" + NAME + " cost(?:ed)?"
                            + WHEN),
            new Rule(
                    Verb.COST,
                    "how much (?:did|does|do|has|is) (?:the )?(?:team |cost center |vcluster )?" + NAME
                            + " (?:cost|spend|spent|costing|spending)" + WHEN),
            new Rule(
                    Verb.COST,
                    "(?:what are )?(?:the )?costs? (?:of|for) (?:the )?(?:team |cost center |vcluster )?" + NAME
                            + WHEN),
            new Rule(Verb.COST, "what (?:did|do) (?:we|i) (?:spend|pay)" + WHEN),
            new Rule(Verb.SHOW, "(?:how is|show|show me|what is with|status of) (?:the )?(?:vcluster )?" + NAME),
            new Rule(
                    Verb.SHOW,
                    "(?:when|until when) does (?:the )?(?:vcluster )?" + NAME + " (?:end|expire|go away|live|die)"),
            new Rule(
                    Verb.DRIFT,
                    "(?:what|has anything) (?:drifted|differs|has drifted)(?: (?:in|of|from) " + NAME + ")?"),
            new Rule(
                    Verb.LIST,
                    "(?:list|show|which|what)(?: me)?(?: are)? ?(?:all )?(?:my |our |the )?(?:vclusters|clusters|virtual clusters)(?: do (?:we|i) have| are there)?"),
            new Rule(Verb.OVERHEAD, "(?:what is |show )?(?:the |our |my )?overhead"),
            new Rule(Verb.HELP, "(?:help|hello|hi|what can you do|who are you)"));

    private Mentions() {}

    private record Rule(Verb verb, Pattern pattern) {
        Rule(Verb verb, String pattern) {
            this(verb, Pattern.compile(pattern));
        }
    }

    /**
     * What is meant; empty when no rule fits.
     *
     * @param text as Slack sends it, with the mention
     * @param now the month of today
     */
    public static Optional<Typed> parse(String text, YearMonth now) {
        String bounded = text.length() > CHARS_MAX ? text.substring(0, CHARS_MAX) : text;
        String plain = bounded.replaceAll("<@[A-Z0-9]+(\\|[^>]*)?>", " ")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[?!,;:\"`*]|\\.(?=\\s|$)", " ")
                .replaceAll("\\b(please|can you tell me|tell me|could you)\\b", " ")
                .strip()
                .replaceAll("\\s+", " ");
        if (plain.isEmpty()) {
            return Optional.of(new Typed(Verb.HELP, List.of()));
        }
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(plain);
            if (matcher.matches()) {
                Optional<Typed> typed = typed(rule.verb(), matcher, now);
                if (typed.isPresent()) {
                    return typed;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Typed> typed(Verb verb, Matcher matcher, YearMonth now) {
        List<String> words = new ArrayList<>();
        String name = group(matcher, "name");
        if (!name.isEmpty() && !name.equals("we") && !name.equals("i")) {
            words.add(name);
        }
        if (verb == Verb.COST) {
            String when = group(matcher, "when");
            Optional<YearMonth> month = month(when, now);
            if (month.isEmpty()) {
                return Optional.empty();
            }
            words.add(month.get().toString());
        }
        return Optional.of(new Typed(verb, words));
    }

    private static Optional<YearMonth> month(String when, YearMonth now) {
        String bare = when.replaceFirst("^the ", "");
        if (bare.isEmpty() || bare.equals("this month") || bare.equals("so far") || bare.equals("today")) {
            return Optional.of(now);
        }
        if (bare.equals("last month")) {
            return Optional.of(now.minusMonths(1));
        }
        if (bare.matches("\\d{4}-(0[1-9]|1[0-2])")) {
            return Optional.of(YearMonth.parse(bare));
        }
        String[] parts = bare.split(" ", 2);
        for (Month month : Month.values()) {
            String full = month.name().toLowerCase(Locale.ROOT);
            if (full.equals(parts[0]) || (parts[0].length() == 3 && full.startsWith(parts[0]))) {
                if (parts.length > 1) {
                    return Optional.of(YearMonth.of(Integer.parseInt(parts[1]), month));
                }
                // The last one of that name that has begun.
                YearMonth thisYear = YearMonth.of(now.getYear(), month);
                return Optional.of(thisYear.isAfter(now) ? thisYear.minusYears(1) : thisYear);
            }
        }
        return Optional.empty();
    }

    private static String group(Matcher matcher, String name) {
        try {
            String found = matcher.group(name);
            return found == null ? "" : found;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
