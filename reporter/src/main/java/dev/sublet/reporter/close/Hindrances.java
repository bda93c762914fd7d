package dev.sublet.reporter.close;

import dev.sublet.reporter.statement.Coverage;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What speaks against closing a period, each in one line with what to do about it. Stateless. */
final class Hindrances {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final String SUSPENSE = "suspense";

    private Hindrances() {}

    static List<String> of(Connection connection, Statement statement, Terms terms, CloseLimits limits, long nowS)
            throws SQLException {
        List<String> hindrances = new ArrayList<>();
        long toS = statement.period().toS();
        if (nowS < toS) {
            hindrances.add("the period ends at " + Instant.ofEpochSecond(toS) + "; wait until it is over");
        }
        statement.clusters().stream()
                .filter(cluster -> cluster.toS() < toS)
                .forEach(cluster -> hindrances.add("cluster "
                        + cluster.clusterName() + " was watched only until " + Instant.ofEpochSecond(cluster.toS())
                        + "; wait for its last tick, or say why that is all there is"));
        coverage(statement.coverage(), limits, hindrances);
        statement.missing().forEach(missing -> hindrances.add(missing.words()));
        BigInteger unowned = statement.lines().stream()
                .filter(line -> line.costCenter().equals(SUSPENSE))
                .map(StatementLine::amountNanos)
                .reduce(BigInteger.ZERO, BigInteger::add);
        if (unowned.signum() != 0) {
            hindrances.add(new BigDecimal(unowned, 9).stripTrailingZeros().toPlainString() + " " + statement.currency()
                    + " have no owner yet; sublet owners list says for what");
        }
        long disputes = Rows.read(
                        connection,
                        "SELECT count(*) FROM dispute WHERE resolved_at_s IS NULL AND answer_by_s > " + nowS
                                + " AND from_s < " + toS + " AND to_s > "
                                + statement.period().fromS(),
                        row -> row.getLong(1))
                .get(0);
        if (disputes > 0) {
            hindrances.add(
                    disputes == 1 ? "1 dispute is open; answer it" : disputes + " disputes are open; answer them");
        }
        if (!terms.policies().areExplicit()) {
            hindrances.add("no policy file says what becomes of idle and shared cost; write policies.yaml, if only"
                    + " rules: []");
        }
        return List.copyOf(hindrances);
    }

    private static void coverage(Coverage coverage, CloseLimits limits, List<String> hindrances) {
        BigInteger known = BigInteger.valueOf(coverage.measuredS())
                .add(BigInteger.valueOf(coverage.bridgedS()))
                .multiply(MILLION);
        BigInteger needed =
                BigInteger.valueOf(coverage.totalS()).multiply(BigInteger.valueOf(limits.coverageMillionths()));
        if (known.compareTo(needed) < 0) {
            BigInteger millionths = known.divide(BigInteger.valueOf(coverage.totalS()));
            hindrances.add("coverage is " + percent(millionths) + ", below " + percent(limits.coverageMillionths())
                    + "; see what was not measured with sublet usage, or lower --min-coverage");
        }
    }

    private static String percent(Number millionths) {
        return BigDecimal.valueOf(millionths.longValue(), 4)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }
}
