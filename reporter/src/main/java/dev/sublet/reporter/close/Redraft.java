package dev.sublet.reporter.close;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.owner.Owners;
import dev.sublet.reporter.statement.CostCenterTotal;
import dev.sublet.reporter.statement.LinesDigest;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a period, also a closed one, would have come to with other terms. Writes nothing. Stateless. */
public final class Redraft {
    private Redraft() {}

    /**
     * Both outcomes of a cost center, in 10⁻⁹ of the currency.
     *
     * @param now with the terms in force, or those that were frozen
     */
    public record Line(String costCenter, BigInteger now, BigInteger draft) {
        public BigInteger difference() {
            return draft.subtract(now);
        }
    }

    /**
     * Both outcomes.
     *
     * @param closed whether the period is closed: all that the draft does not name is as it was frozen then
     * @param now with the terms in force; its lines sum to the cost of all assets, and so do the draft's
     * @param notes what a reader should know, each one line
     */
    public record Outcome(boolean closed, Statement now, Statement draft, List<Line> lines, List<String> notes) {}

    private record Basis(TermsTexts texts, Optional<Owners> owners, String frozenDigest, ZoneId zone) {}

    /**
     * Computes a period twice, on one snapshot of the ledger each.
     *
     * @param current the terms in force; of a closed period those that were frozen count instead
     * @param draft files in the place of theirs
     * @throws ReportException in one line when either cannot be computed, or the draft has another currency
     */
    public static Outcome of(LedgerReader reader, Period period, TermsTexts current, TermsTexts draft) {
        Basis basis = reader.read(connection -> {
            ZoneId zone = Allocation.billingZone(connection);
            for (PeriodClose close : CloseStore.all(connection)) {
                if (close.closed() && close.period().equals(period)) {
                    return new Basis(
                            CloseStore.contents(connection, close.id()).terms(),
                            Optional.of(Owners.ofClose(close.id())),
                            close.frozen().lines(),
                            zone);
                }
            }
            return new Basis(current, Optional.<Owners>empty(), "", zone);
        });
        Statement now = statement(reader, period, basis, basis.texts(), basis.owners());
        // An owner registry in the draft is the whole of owners: nothing of it was frozen.
        Optional<Owners> owners = draft.of(TermsFile.OWNERS).isPresent() ? Optional.empty() : basis.owners();
        Statement drafted = statement(reader, period, basis, draft.orElse(basis.texts()), owners);
        if (!now.currency().equals(drafted.currency())) {
            throw new ReportException(
                    "the draft's prices are in " + drafted.currency() + ", those in force in " + now.currency()
                            + "; write the draft in " + now.currency(),
                    2);
        }
        List<String> notes = new ArrayList<>(drafted.notes());
        if (basis.owners().isPresent() && !LinesDigest.of(now.lines()).equals(basis.frozenDigest())) {
            notes.add("the ledger knows more than when the period was closed; sublet restate shows what, and this"
                    + " compares what is known now");
        }
        return new Outcome(basis.owners().isPresent(), now, drafted, lines(now, drafted), List.copyOf(notes));
    }

    private static Statement statement(
            LedgerReader reader, Period period, Basis basis, TermsTexts texts, Optional<Owners> owners) {
        // What was frozen is read as its close read it.
        Terms parsed = basis.owners().isPresent() ? Terms.parse(texts) : Terms.parse(texts, basis.zone());
        Terms terms = owners.map(parsed::withOwners).orElse(parsed);
        return reader.read(connection -> StatementComputation.on(connection, period, terms));
    }

    private static List<Line> lines(Statement now, Statement draft) {
        Map<String, BigInteger> before = totals(now);
        Map<String, BigInteger> after = totals(draft);
        TreeSet<String> costCenters = new TreeSet<>(before.keySet());
        costCenters.addAll(after.keySet());
        return costCenters.stream()
                .map(each -> new Line(
                        each, before.getOrDefault(each, BigInteger.ZERO), after.getOrDefault(each, BigInteger.ZERO)))
                .toList();
    }

    private static Map<String, BigInteger> totals(Statement statement) {
        Map<String, BigInteger> totals = new TreeMap<>();
        for (CostCenterTotal total : statement.totals()) {
            totals.put(total.costCenter(), total.amountNanos());
        }
        return totals;
    }
}
