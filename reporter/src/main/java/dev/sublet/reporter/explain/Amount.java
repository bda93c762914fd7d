package dev.sublet.reporter.explain;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One row of the tables {@code explained} and {@code explained_hour}: nothing below it but arithmetic. */
record Amount(
        String costCenter,
        @Nullable String team,
        int payer,
        String charge,
        String cluster,
        String clusterName,
        @Nullable String vclusterUid,
        String podClass,
        String resource,
        @Nullable String policy,
        @Nullable String source,
        String pricing,
        @Nullable String namespace,
        @Nullable String name,
        @Nullable String node,
        @Nullable String kind,
        long thingKey,
        long dayS,
        long hourS,
        BigInteger quantity,
        BigInteger amountNanos) {
    static final String COLUMNS =
            "cost_center, team, payer, charge, cluster, cluster_name, vcluster_uid, class, resource, policy, source, pricing,"
                    + " namespace, name, node, kind, thing_key, day_s, hour_s, quantity::VARCHAR AS quantity, amount_nanos::VARCHAR AS amount_nanos";

    static Amount read(ResultSet row) throws SQLException {
        return new Amount(
                row.getString("cost_center"),
                row.getString("team"),
                row.getInt("payer"),
                row.getString("charge"),
                row.getString("cluster"),
                row.getString("cluster_name"),
                row.getString("vcluster_uid"),
                row.getString("class"),
                row.getString("resource"),
                row.getString("policy"),
                row.getString("source"),
                row.getString("pricing"),
                row.getString("namespace"),
                row.getString("name"),
                row.getString("node"),
                row.getString("kind"),
                row.getLong("thing_key"),
                row.getLong("day_s"),
                row.getLong("hour_s"),
                Query.whole(row, "quantity"),
                Query.whole(row, "amount_nanos"));
    }

    /** What it is called at the bottom. */
    String title() {
        String thing = name == null
                ? (node == null ? podClass : podClass + " of node " + node)
                : (namespace == null ? "" : namespace + "/") + name;
        return thing + ", " + resource;
    }
}
