package dev.sublet.reporter.question;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.advice.Advices;
import dev.sublet.reporter.advice.Advisor;
import dev.sublet.reporter.document.Sleep;
import dev.sublet.reporter.document.Sleeps;
import dev.sublet.reporter.overhead.Assumptions;
import dev.sublet.reporter.overhead.Comparison;
import dev.sublet.reporter.overhead.Comparisons;
import dev.sublet.reporter.overhead.OverheadLine;
import dev.sublet.reporter.overhead.Overheads;
import dev.sublet.reporter.overhead.Trend;
import dev.sublet.reporter.overhead.Trends;
import dev.sublet.reporter.overhead.Vcluster;
import dev.sublet.reporter.statement.RoundedAmounts;
import dev.sublet.reporter.statement.Rounding;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.table.VclusterNames;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that {@code sublet overhead} tells. What was not asked for is empty.
 *
 * @param lines the dearest overhead first
 */
record OverheadReport(
        Statement statement,
        List<OverheadLine> lines,
        List<Trend> trends,
        Optional<Comparison> comparison,
        Optional<Advices> advices,
        Optional<List<Sleep>> sleeps) {

    /** Everything of one statement comes from one snapshot of the ledger. */
    static OverheadReport of(LedgerReader reader, OverheadQuestion question, Terms terms) {
        OverheadReport report = reader.read(connection -> of(connection, question, terms));
        return new OverheadReport(
                report.statement,
                report.lines,
                Trends.before(
                        reader, question.period(), terms, question.options().trend()),
                report.comparison,
                report.advices,
                report.sleeps);
    }

    private static OverheadReport of(Connection connection, OverheadQuestion question, Terms terms)
            throws SQLException {
        OverheadOptions options = question.options();
        Assumptions assumptions = Assumptions.parse(options.assume());
        Statement statement = StatementComputation.on(connection, question.period(), terms);
        List<Vcluster> vclusters = options.compare() || options.advice() ? Vcluster.of(connection) : List.of();
        return new OverheadReport(
                statement,
                Overheads.of(connection, statement).stream()
                        .sorted(Comparator.comparing(OverheadLine::overheadNanos)
                                .reversed()
                                .thenComparing(OverheadLine::vclusterUid))
                        .toList(),
                List.of(),
                options.compare()
                        ? Optional.of(Comparisons.of(
                                connection, vclusters, terms.prices().source(), assumptions))
                        : Optional.empty(),
                options.advice() ? Optional.of(Advisor.of(connection, vclusters, assumptions)) : Optional.empty(),
                options.sleep() ? Optional.of(Sleeps.of(connection, statement.lines(), null)) : Optional.empty());
    }

    /** Decimals of amounts in tables, as the statement of the period has them. */
    int digits() {
        return Rounding.digitsFor(statement.reconciliation().linesNanos());
    }

    /**
     * What some of a vcluster's lines come to, for people: as the statement shows them, where amounts have as many decimals there.
     *
     * @param nanos the same, exactly
     */
    BigDecimal shown(OverheadLine vcluster, Predicate<StatementLine> which, BigInteger nanos) {
        RoundedAmounts rounded = statement.rounded();
        if (digits() != rounded.digits()) {
            return Rounding.rounded(nanos, digits());
        }
        return rounded.sum(index -> {
            StatementLine line = statement.lines().get(index);
            return Overheads.isOf(vcluster, line) && which.test(line);
        });
    }

    VclusterNames names() {
        VclusterNames names = new VclusterNames();
        lines.forEach(line -> names.add(line.vclusterNamespace(), line.vcluster(), line.vclusterUid()));
        return names;
    }
}
