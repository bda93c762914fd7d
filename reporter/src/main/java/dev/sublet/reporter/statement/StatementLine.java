package dev.sublet.reporter.statement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One amount of a statement. Idle and system shares are lines of their own with the classes {@code idle} and
 * {@code system}.
 *
 * @param costCenter {@code suspense} where nobody is known to pay
 * @param team of the cost center, where its owner entry names one
 * @param cluster the cluster's UID
 * @param podClass a label of {@link dev.sublet.ledger.span.PodClass}, {@code idle} or {@code system}
 * @param resource {@code cpu}, {@code memory}, {@code gpu}, {@code storage} or {@code load-balancer}
 * @param charge what sort of amount it is; {@code usage} is the cost of the thing itself
 * @param policy the name of the rule that made the amount, null for {@code usage}
 * @param source what was handed on, null for {@code usage}, fees and the like
 * @param pricing {@code book} or {@code billed}: whose price it is
 * @param quantity what was billed, in {@code unit}, with nine decimals
 * @param unit {@code core-hours}, {@code GiB-hours}, {@code GPU-hours} or {@code hours}
 * @param amountNanos in 10⁻⁹ of the currency
 */
public record StatementLine(
        String costCenter,
        @Nullable String team,
        String cluster,
        @Nullable String vcluster,
        @Nullable String vclusterNamespace,
        @Nullable String vclusterUid,
        String podClass,
        String resource,
        String charge,
        @Nullable String policy,
        @Nullable String source,
        String pricing,
        BigDecimal quantity,
        String unit,
        BigInteger amountNanos) {

    /** Columns for {@link #read}, of a table that names them as {@code statement_line} does. */
    public static final String COLUMNS =
            "cost_center, team, cluster, vcluster, vcluster_namespace, vcluster_uid, class, resource, charge, policy, source,"
                    + " pricing, quantity, unit, amount_nanos::VARCHAR AS amount_nanos";

    /** The line in a result's current row. */
    public static StatementLine read(ResultSet row) throws SQLException {
        return new StatementLine(
                row.getString("cost_center"),
                row.getString("team"),
                row.getString("cluster"),
                row.getString("vcluster"),
                row.getString("vcluster_namespace"),
                row.getString("vcluster_uid"),
                row.getString("class"),
                row.getString("resource"),
                row.getString("charge"),
                row.getString("policy"),
                row.getString("source"),
                row.getString("pricing"),
                row.getBigDecimal("quantity"),
                row.getString("unit"),
                new BigInteger(row.getString("amount_nanos")));
    }
}
