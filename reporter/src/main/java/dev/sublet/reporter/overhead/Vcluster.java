package dev.sublet.reporter.overhead;

import dev.sublet.reporter.sql.SqlFile;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vcluster with what its own things cost in a period, whoever pays and before anything is handed on. Money is in 10⁻⁹ of the
 * currency.
 *
 * @param cluster the host cluster's UID
 * @param costNanos {@code overheadNanos} and {@code tenantNanos}, volumes and load balancers included
 * @param tenantComputeNanos CPU, memory and GPU of tenants' pods
 * @param restNanos its part of what the host has on top of all pods: idle, system and fixed costs
 * @param tenantRestNanos likewise for its tenants' pods alone
 * @param firstS when it was first seen in the period
 * @param lastS when it was last seen in it
 * @param asleepLast whether it slept when it was last seen
 * @param watchedFromS since when its host was watched in the period
 */
public record Vcluster(
        String cluster,
        String clusterName,
        String uid,
        @Nullable String name,
        @Nullable String namespace,
        BigInteger costNanos,
        BigInteger overheadNanos,
        BigInteger tenantNanos,
        BigInteger computeNanos,
        BigInteger tenantComputeNanos,
        BigInteger restNanos,
        BigInteger tenantRestNanos,
        long firstS,
        long lastS,
        boolean asleepLast,
        long watchedFromS,
        long watchedToS) {

    /** Whether it was still there at the end. */
    public boolean isThere() {
        return lastS >= watchedToS;
    }

    /** Leaves {@code own_cost}, {@code own_time} and {@code own_vcluster} of the statement that was made last on the connection. */
    public static List<Vcluster> of(Connection connection) throws SQLException {
        List<Vcluster> vclusters = new ArrayList<>();
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(SqlFile.read(Vcluster.class, "own.sql"));
            try (ResultSet row =
                    statement.executeQuery("SELECT * FROM own_vcluster ORDER BY cluster, vcluster, vcluster_uid")) {
                while (row.next()) {
                    vclusters.add(read(row));
                }
            }
        }
        return List.copyOf(vclusters);
    }

    private static Vcluster read(ResultSet row) throws SQLException {
        return new Vcluster(
                row.getString("cluster"),
                row.getString("cluster_name"),
                row.getString("vcluster_uid"),
                row.getString("vcluster"),
                row.getString("vcluster_namespace"),
                new BigInteger(row.getString("cost_nanos")),
                new BigInteger(row.getString("overhead_nanos")),
                new BigInteger(row.getString("tenant_nanos")),
                new BigInteger(row.getString("compute_nanos")),
                new BigInteger(row.getString("tenant_compute_nanos")),
                new BigInteger(row.getString("all_rest_nanos")),
                new BigInteger(row.getString("tenant_rest_nanos")),
                row.getLong("first_s"),
                row.getLong("last_s"),
                row.getBoolean("asleep_last"),
                row.getLong("from_s"),
                row.getLong("to_s"));
    }
}
