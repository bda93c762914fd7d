package dev.sublet.reporter.document;

import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.table.VclusterNames;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what pauses saved, everywhere in the same way. Stateless. */
public final class Sleeps {
    private Sleeps() {}

    /**
     * Of the statement that was made last on the connection, the largest saving first. A vcluster that slept all the time has no cost
     * to estimate from and is left out.
     *
     * @param lines those of the statement; vclusters without any are left out
     * @param costCenter whose part of the cost counts; null for all
     */
    public static List<Sleep> of(Connection connection, List<StatementLine> lines, @Nullable String costCenter)
            throws SQLException {
        VclusterNames names = new VclusterNames();
        lines.forEach(line -> names.add(line.vclusterNamespace(), line.vcluster(), line.vclusterUid()));
        String paid = costCenter == null ? "true" : "p.cost_center = '" + costCenter.replace("'", "''") + "'";
        List<Sleep> sleeps = new ArrayList<>();
        try (java.sql.Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        SqlFile.read(Sleeps.class, "asleep.sql").replace(":cost_center", paid))) {
            while (row.next()) {
                String cluster = row.getString("cluster");
                String uid = row.getString("vcluster_uid");
                Sleep sleep = new Sleep(
                        cluster,
                        uid,
                        name(lines, names, cluster, uid),
                        row.getLong("asleep_s"),
                        new BigInteger(row.getString("would_nanos")),
                        new BigInteger(row.getString("did_nanos")));
                if (!sleep.vcluster().isEmpty()) {
                    sleeps.add(sleep);
                }
            }
        }
        sleeps.sort(Comparator.comparing(Sleep::savedNanos).reversed().thenComparing(Sleep::vcluster));
        return List.copyOf(sleeps);
    }

    /** Empty for one without lines. */
    private static String name(List<StatementLine> lines, VclusterNames names, String cluster, String uid) {
        return lines.stream()
                .filter(line -> line.cluster().equals(cluster) && uid.equals(line.vclusterUid()))
                .findFirst()
                .map(line -> names.of(line.vclusterNamespace(), line.vcluster(), uid))
                .orElse("");
    }
}
