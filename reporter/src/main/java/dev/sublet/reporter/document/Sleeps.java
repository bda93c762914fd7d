package dev.sublet.reporter.document;

import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.table.SqlText;
import dev.sublet.reporter.table.VclusterNames;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Tells what pauses saved. Stateless. */
final class Sleeps {
    private static final Set<String> COMPUTE = Set.of("cpu", "memory", "gpu");

    private Sleeps() {}

    /** Of the vclusters that have lines here; one that slept all the time has no cost to estimate from. */
    static List<Sleep> of(Connection connection, List<StatementLine> lines) throws SQLException {
        VclusterNames names = new VclusterNames();
        lines.forEach(line -> names.add(line.vclusterNamespace(), line.vcluster(), line.vclusterUid()));
        List<Sleep> sleeps = new ArrayList<>();
        try (java.sql.Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SqlText.of(Sleeps.class, "asleep.sql"))) {
            while (row.next()) {
                String cluster = row.getString("cluster");
                String uid = row.getString("vcluster_uid");
                long asleepS = row.getLong("asleep_s");
                long awakeS = row.getLong("there_s") - asleepS;
                List<StatementLine> own = lines.stream()
                        .filter(line -> line.cluster().equals(cluster) && uid.equals(line.vclusterUid()))
                        .toList();
                if (!own.isEmpty() && awakeS > 0) {
                    StatementLine any = own.get(0);
                    sleeps.add(new Sleep(
                            names.of(any.vclusterNamespace(), any.vcluster(), uid),
                            asleepS,
                            compute(own).multiply(BigInteger.valueOf(asleepS)).divide(BigInteger.valueOf(awakeS))));
                }
            }
        }
        sleeps.sort(Comparator.comparing(Sleep::savedNanos).reversed().thenComparing(Sleep::vcluster));
        return sleeps;
    }

    private static BigInteger compute(List<StatementLine> lines) {
        return lines.stream()
                .filter(line -> line.charge().equals("usage") && COMPUTE.contains(line.resource()))
                .map(StatementLine::amountNanos)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
