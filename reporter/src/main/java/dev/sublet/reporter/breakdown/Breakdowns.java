package dev.sublet.reporter.breakdown;

import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sums a statement's amounts by chosen things, from the temporary tables that it was made of. Stateless. */
public final class Breakdowns {
    private static final int QUANTITY_DIGITS = 9;

    private Breakdowns() {}

    /**
     * Sums of the statement that was made last on this connection.
     *
     * @param costCenter only what this one pays; null for all
     */
    public static Breakdown of(Connection connection, Statement statement, List<By> by, @Nullable String costCenter)
            throws SQLException {
        Set<By.Key> keys = new LinkedHashSet<>();
        by.forEach(each -> keys.addAll(each.keys()));
        boolean measured = by.contains(By.RESOURCE);
        try (java.sql.Statement view = connection.createStatement()) {
            view.execute(SqlFile.read(Breakdowns.class, "posted.sql"));
        }
        List<Sum> sums = sums(connection, keys, costCenter);
        List<BigDecimal> amounts = new StatementSums(statement, keys, costCenter)
                .cut(
                        sums.stream().map(Sum::names).toList(),
                        sums.stream().map(Sum::amountNanos).toList());
        List<Breakdown.Row> rows = new ArrayList<>();
        for (int index = 0; index < sums.size(); index++) {
            Sum sum = sums.get(index);
            BigDecimal amount = amounts.get(index);
            // What cancels out to the nano may still have a unit of rounding in it, without which rows would not add
            // up.
            if (sum.quantity().signum() > 0 || sum.amountNanos().signum() != 0 || amount.signum() != 0) {
                rows.add(new Breakdown.Row(
                        sum.names(),
                        measured ? quantity(sum) : null,
                        measured ? unit(sum.resource()) : null,
                        sum.amountNanos(),
                        amount));
            }
        }
        return new Breakdown(keys.stream().map(By.Key::column).toList(), measured, rows);
    }

    private record Sum(List<@Nullable String> names, String resource, BigInteger quantity, BigInteger amountNanos) {}

    private static List<Sum> sums(Connection connection, Set<By.Key> keys, @Nullable String costCenter)
            throws SQLException {
        String columns = keys.stream().map(By.Key::sql).collect(Collectors.joining(", "));
        String order = keys.stream().map(key -> key.sql() + " NULLS LAST").collect(Collectors.joining(", "));
        String sql = "SELECT " + columns + ", any_value(resource) AS any_resource,"
                + " sum(quantity)::VARCHAR AS quantity, sum(amount_nanos)::VARCHAR AS amount_nanos FROM posted"
                + (costCenter == null ? "" : " WHERE cost_center = ?") + " GROUP BY " + columns
                + " ORDER BY " + order;
        ZoneId zone = Allocation.billingZone(connection);
        List<Sum> sums = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            if (costCenter != null) {
                select.setString(1, costCenter);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    List<@Nullable String> names = new ArrayList<>();
                    for (By.Key key : keys) {
                        names.add(key == By.Key.DAY ? day(row.getLong(key.sql()), zone) : row.getString(key.sql()));
                    }
                    sums.add(new Sum(
                            names,
                            row.getString("any_resource"),
                            new BigInteger(row.getString("quantity")),
                            new BigInteger(row.getString("amount_nanos"))));
                }
            }
        }
        return sums;
    }

    private static String day(long dayS, ZoneId zone) {
        return Instant.ofEpochSecond(dayS).atZone(zone).toLocalDate().toString();
    }

    /** From core-milliseconds, KiB-seconds, GPU-seconds or seconds, half up. */
    private static BigDecimal quantity(Sum sum) {
        BigDecimal perUnit = switch (sum.resource()) {
            case "cpu" -> BigDecimal.valueOf(3_600_000);
            case "memory", "storage" -> BigDecimal.valueOf(3_774_873_600L);
            default -> BigDecimal.valueOf(3_600);
        };
        return new BigDecimal(sum.quantity()).divide(perUnit, QUANTITY_DIGITS, RoundingMode.HALF_UP);
    }

    private static String unit(String resource) {
        return switch (resource) {
            case "cpu" -> "core-hours";
            case "memory", "storage" -> "GiB-hours";
            case "gpu" -> "GPU-hours";
            default -> "hours";
        };
    }
}
