package dev.sublet.reporter.close;

import dev.sublet.reporter.policy.CloseRules;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Coverage;
import dev.sublet.reporter.statement.NameNotes;
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

    /**
     * What was found.
     *
     * @param hindrances what the rules refuse
     * @param letThrough what only the usual rules would have refused: whoever approves must see it
     */
    record Found(List<String> hindrances, List<String> letThrough) {
        /** What is recorded of a close that was forced, or that lowered rules let through; null where neither is so. */
        @Nullable
        String recorded(@Nullable String force) {
            List<String> all = new ArrayList<>();
            if (!hindrances.isEmpty() && force != null) {
                all.add(force + " (" + String.join("; ", hindrances) + ")");
            }
            all.addAll(letThrough);
            return all.isEmpty() ? null : String.join("; ", all);
        }
    }

    static Found of(Connection connection, Statement statement, Terms terms, CloseLimits limits, long nowS)
            throws SQLException {
        CloseRules rules = limits.over(terms.policies().close());
        List<String> hindrances = new ArrayList<>();
        List<String> letThrough = new ArrayList<>();
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
        coverage(statement.coverage(), rules, hindrances, letThrough);
        statement.missing().forEach(missing -> hindrances.add(missing.words()));
        for (CloseRules.Hindering each : CloseRules.Hindering.values()) {
            List<String> found = switch (each) {
                case NO_OWNER -> unowned(statement);
                case DISPUTES -> disputes(connection, statement, nowS);
                case UNPRICED -> noted(statement, "unpriced: ", "");
                case UNMATCHED -> noted(statement, "not charged: ", "matches no node and no volume");
                case UNKNOWN_NAMES -> noted(statement, NameNotes.START, "");
            };
            if (rules.hinders().contains(each)) {
                hindrances.addAll(found);
            } else if (CloseRules.STANDARD.hinders().contains(each)) {
                found.forEach(line -> letThrough.add(line + " (hinders no close here)"));
            }
        }
        if (!terms.policies().areExplicit()) {
            hindrances.add("no policy file says what becomes of idle and shared cost; write policies.yaml, if only"
                    + " rules: []");
        }
        return new Found(List.copyOf(hindrances), List.copyOf(letThrough));
    }

    private static List<String> unowned(Statement statement) {
        BigInteger unowned = statement.lines().stream()
                .filter(line -> line.costCenter().equals(SUSPENSE))
                .map(StatementLine::amountNanos)
                .reduce(BigInteger.ZERO, BigInteger::add);
        return unowned.signum() == 0
                ? List.of()
                : List.of(new BigDecimal(unowned, 9).stripTrailingZeros().toPlainString() + " " + statement.currency()
                        + " have no owner yet; sublet owners list says for what");
    }

    private static List<String> disputes(Connection connection, Statement statement, long nowS) throws SQLException {
        long disputes = Rows.read(
                        connection,
                        "SELECT count(*) FROM dispute WHERE resolved_at_s IS NULL AND answer_by_s > " + nowS
                                + " AND from_s < " + statement.period().toS() + " AND to_s > "
                                + statement.period().fromS(),
                        row -> row.getLong(1))
                .get(0);
        return disputes == 0
                ? List.of()
                : List.of(
                        disputes == 1 ? "1 dispute is open; answer it" : disputes + " disputes are open; answer them");
    }

    private static List<String> noted(Statement statement, String start, String part) {
        return statement.notes().stream()
                .filter(note -> note.startsWith(start) && note.contains(part))
                .toList();
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

    private static void coverage(
            Coverage coverage, CloseRules rules, List<String> hindrances, List<String> letThrough) {
        long demanded = rules.coverageMillionths();
        long usual = CloseRules.STANDARD.coverageMillionths();
        if (isBelow(coverage, demanded)) {
            hindrances.add("coverage is " + percent(known(coverage)) + ", below " + percent(demanded)
                    + "; see what was not measured with sublet usage, or lower --min-coverage");
        } else if (isBelow(coverage, usual)) {
            letThrough.add("coverage is " + percent(known(coverage)) + ", and " + percent(demanded)
                    + " was demanded instead of " + percent(usual));
        }
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
