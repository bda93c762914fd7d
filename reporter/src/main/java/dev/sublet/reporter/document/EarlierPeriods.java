package dev.sublet.reporter.document;

import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.RoundedAmounts;
import dev.sublet.reporter.statement.Rounding;
import dev.sublet.reporter.statement.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the statements of the periods before one. Stateless. */
final class EarlierPeriods {
    private static final int PERIODS_MAX = 5;
    /** Months differ by a tenth; a fiscal month of four weeks and one of five by a fifth. */
    private static final int LENGTH_TOLERANCE = 4;

    private EarlierPeriods() {}

    /** Those of about the same length that follow each other up to the statement's, the latest first. */
    static List<EarlierPeriod> before(Connection connection, Statement statement) throws SQLException {
        Map<Period, Map<String, BigInteger>> stored = stored(connection, statement);
        List<EarlierPeriod> chain = new ArrayList<>();
        long length = statement.period().toS() - statement.period().fromS();
        long endS = statement.period().fromS();
        for (Map.Entry<Period, Map<String, BigInteger>> each : stored.entrySet()) {
            Period period = each.getKey();
            boolean alike = Math.abs(period.toS() - period.fromS() - length) <= length / LENGTH_TOLERANCE;
            if (period.toS() == endS && alike && chain.size() < PERIODS_MAX) {
                chain.add(earlier(period, each.getValue(), Rounding.digitsOf(statement.currency())));
                endS = period.fromS();
            }
        }
        return chain;
    }

    private static EarlierPeriod earlier(Period period, Map<String, BigInteger> sums, int digits) {
        RoundedAmounts rounded = RoundedAmounts.of(List.copyOf(sums.keySet()), List.copyOf(sums.values()), digits);
        Map<String, BigDecimal> costCenters = new LinkedHashMap<>(rounded.groups());
        return new EarlierPeriod(period, costCenters, rounded.total());
    }

    private static Map<Period, Map<String, BigInteger>> stored(Connection connection, Statement statement)
            throws SQLException {
        long fromS = statement.period().fromS();
        long length = statement.period().toS() - fromS;
        String sql = SqlFile.read(EarlierPeriods.class, "earlier.sql")
                .replace(":before_s", Long.toString(fromS))
                .replace(":after_s", Long.toString(fromS - 2 * PERIODS_MAX * length))
                .replace(":currency", statement.currency().replace("'", "''"));
        Map<Period, Map<String, BigInteger>> stored = new LinkedHashMap<>();
        try (java.sql.Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            while (row.next()) {
                stored.computeIfAbsent(
                                new Period(row.getLong("from_s"), row.getLong("to_s")), any -> new LinkedHashMap<>())
                        .put(row.getString("cost_center"), new BigInteger(row.getString("amount_nanos")));
            }
        }
        return stored;
    }
}
