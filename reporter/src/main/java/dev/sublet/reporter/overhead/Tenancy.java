package dev.sublet.reporter.overhead;

import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Coverage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a vcluster's tenants ran pods.
 *
 * @param podS seconds of tenants' pods, added up
 * @param coverage how well the seconds of all its pods are known, its control plane's too
 */
public record Tenancy(long podS, Coverage coverage) {
    static final Tenancy NONE = new Tenancy(0, new Coverage(0, 0, 0, 0));

    /** By cluster and UID, of the period that was allocated last on the connection. */
    static Map<List<String>, Tenancy> of(Connection connection) throws SQLException {
        Map<List<String>, Tenancy> tenancies = new HashMap<>();
        try (java.sql.Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SqlFile.read(Tenancy.class, "tenant.sql"))) {
            while (row.next()) {
                tenancies.put(
                        List.of(row.getString("cluster"), row.getString("vcluster_uid")),
                        new Tenancy(
                                row.getLong("tenant_s"),
                                new Coverage(
                                        row.getLong("measured_s"),
                                        row.getLong("bridged_s"),
                                        row.getLong("estimated_s"),
                                        row.getLong("missing_s"))));
            }
        }
        return tenancies;
    }
}
