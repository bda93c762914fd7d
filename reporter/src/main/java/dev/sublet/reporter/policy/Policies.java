package dev.sublet.reporter.policy;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All policies. Immutable.
 *
 * @param source the file's name, for messages; empty for none
 * @param close what hinders a close; no amount depends on it
 */
public record Policies(
        String source,
        List<Rule> rules,
        List<Fee> fees,
        List<Markup> markups,
        List<Allowance> allowances,
        CloseRules close) {

    /** Nothing is handed on: idle and system stay with the platform, overhead goes with its vcluster. */
    public static Policies none() {
        return new Policies("", List.of(), List.of(), List.of(), List.of(), CloseRules.STANDARD);
    }

    /**
     * Reads a policy file.
     *
     * @param zone of the midnights that dates mean
     * @throws dev.sublet.reporter.entry.EntryException in one line when it is not valid
     */
    public static Policies parse(String yaml, String sourceName, ZoneId zone) {
        return new PolicyParser(yaml, sourceName, zone).parse();
    }

    /** Whether somebody decided how cost is handed on, rather than nobody. */
    public boolean areExplicit() {
        return !source.isEmpty();
    }

    /** Cost centers that policies name. */
    public Set<String> costCenters() {
        Set<String> named = new TreeSet<>();
        rules.forEach(rule -> named.addAll(rule.parts().keySet()));
        fees.forEach(fee -> named.add(fee.income()));
        markups.forEach(markup -> named.add(markup.income()));
        for (Allowance allowance : allowances) {
            named.add(allowance.costCenter());
            named.add(allowance.fundedBy());
        }
        return named;
    }
}
