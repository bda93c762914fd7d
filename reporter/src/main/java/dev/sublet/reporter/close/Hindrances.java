package dev.sublet.reporter.close;

import dev.sublet.reporter.sql.SqlFile;
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
import org.jspecify.annotations.Nullable;

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
        if (statement.clusters().isEmpty()) {
            hindrances.add("nothing was watched in it, so nothing is charged, fixed costs and bills included; say why"
                    + " that is so");
        }
        statement.clusters().stream()
                .filter(cluster -> cluster.toS() < toS)
                .forEach(cluster -> hindrances.add("cluster "
                        + cluster.clusterName() + " was watched only until " + Instant.ofEpochSecond(cluster.toS())
                        + "; wait for its last tick, or say why that is all there is"));
        hindrances.addAll(billsAhead(connection, toS));
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

    /** A row's cost is cut from all of its time in which the resource was there, so the close could not be proven once that goes on. */
    private static List<String> billsAhead(Connection connection, long toS) throws SQLException {
        return Rows.read(
                connection,
                SqlFile.read(Hindrances.class, "bills-ahead.sql").replace("${to_s}", Long.toString(toS)),
                row -> "bill " + row.getString(1) + " has rows until " + Instant.ofEpochSecond(row.getLong(2))
                        + ", but cluster " + row.getString(3) + " was watched only until "
                        + Instant.ofEpochSecond(row.getLong(4)) + "; wait for its tick behind that");
    }

    private static void coverage(Coverage coverage, CloseLimits limits, List<String> hindrances) {
        if (isBelow(coverage, limits.coverageMillionths())) {
            hindrances.add("coverage is " + percent(known(coverage)) + ", below "
                    + percent(limits.coverageMillionths())
                    + "; see what was not measured with sublet usage, or lower --min-coverage");
        }
    }

    /** What the usual limit would have refused and a lower one lets through; null where neither is so. Whoever approves must see it. */
    static @Nullable String lowered(Coverage coverage, CloseLimits limits) {
        return limits.coverageMillionths() < CloseLimits.STANDARD_MILLIONTHS
                        && isBelow(coverage, CloseLimits.STANDARD_MILLIONTHS)
                        && !isBelow(coverage, limits.coverageMillionths())
                ? "coverage is " + percent(known(coverage)) + ", and " + percent(limits.coverageMillionths())
                        + " was demanded instead of " + percent(CloseLimits.STANDARD_MILLIONTHS)
                : null;
    }

    private static boolean isBelow(Coverage coverage, long millionths) {
        return sum(coverage)
                        .multiply(MILLION)
                        .compareTo(BigInteger.valueOf(coverage.totalS()).multiply(BigInteger.valueOf(millionths)))
                < 0;
    }

    /** In millionths; of a period with pods. */
    private static BigInteger known(Coverage coverage) {
        return sum(coverage).multiply(MILLION).divide(BigInteger.valueOf(coverage.totalS()));
    }

    private static BigInteger sum(Coverage coverage) {
        return BigInteger.valueOf(coverage.measuredS()).add(BigInteger.valueOf(coverage.bridgedS()));
    }

    private static String percent(Number millionths) {
        return BigDecimal.valueOf(millionths.longValue(), 4)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }
}
