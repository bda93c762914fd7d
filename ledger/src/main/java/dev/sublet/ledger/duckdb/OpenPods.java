package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.span.PodClass;
import dev.sublet.ledger.span.PodSpan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the open pod spans of a cluster; open ones are always in the hot store. */
final class OpenPods {
    private OpenPods() {}

    static List<PodSpan> of(Connection connection, String cluster) throws SQLException {
        List<PodSpan> spans = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT * FROM pod_span WHERE cluster = ? AND to_s IS NULL")) {
            select.setString(1, cluster);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    spans.add(span(row));
                }
            }
        }
        return spans;
    }

    private static PodSpan span(ResultSet row) throws SQLException {
        return new PodSpan(
                row.getLong("span_id"),
                row.getString("cluster"),
                row.getString("pod_uid"),
                row.getString("namespace"),
                row.getString("pod"),
                row.getString("node_uid"),
                row.getString("node"),
                row.getLong("from_s"),
                null,
                PodClass.of(row.getString("class")),
                row.getString("vcluster_uid"),
                row.getString("vcluster"),
                row.getString("vcluster_namespace"),
                row.getString("virtual_namespace"),
                row.getString("virtual_pod"),
                row.getString("owner_kind"),
                row.getString("owner_name"),
                row.getLong("cpu_request_millicores"),
                row.getLong("memory_request_kib"),
                row.getLong("gpu_request"),
                row.getString("qos"),
                row.getString("labels"));
    }
}
