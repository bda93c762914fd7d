package dev.sublet.reporter.explain;

import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.RoundedAmounts;
import dev.sublet.reporter.statement.Rounding;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the two periods of a bridge.
 *
 * @param watchedS the seconds in which each cluster was watched, by its UID
 * @param named virtual namespaces with owners of their own
 * @param rounded the totals as the period's statement shows them
 */
record BridgeSide(
        Period period,
        String currency,
        @Nullable String closed,
        List<Fact> facts,
        List<Other> others,
        Map<String, Long> watchedS,
        Set<String> named,
        Map<Payer, BigInteger> totals,
        Map<Payer, BigDecimal> rounded) {

    /** Who pays where. The vcluster's UID is empty outside vclusters. */
    record Payer(String costCenter, String vclusterUid, String vcluster) {}

    /** What things of one sort cost one payer. */
    record Fact(
            Payer payer,
            String cluster,
            String namespace,
            String virtualNamespace,
            String podClass,
            String resource,
            String sort,
            BigInteger quantity,
            BigInteger nanos,
            long days) {}

    record Other(Payer payer, String charge, String label, BigInteger nanos) {}

    static BridgeSide of(Connection connection, Period period, Terms given) throws SQLException {
        Ground ground = Ground.of(connection, period, given);
        List<Fact> facts = Query.read(
                connection,
                SqlFile.read(BridgeSide.class, "bridge-fact.sql"),
                List.of(),
                row -> new Fact(
                        payer(row),
                        row.getString("cluster"),
                        text(row.getString("namespace")),
                        text(row.getString("virtual_namespace")),
                        row.getString("class"),
                        row.getString("resource"),
                        row.getString("sort"),
                        Query.whole(row, "quantity"),
                        Query.whole(row, "nanos"),
                        row.getLong("days")));
        List<Other> others = Query.read(
                connection,
                SqlFile.read(BridgeSide.class, "bridge-other.sql"),
                List.of(),
                row -> new Other(
                        payer(row), row.getString("charge"), row.getString("label"), Query.whole(row, "nanos")));
        Map<String, Long> watchedS = new HashMap<>();
        Query.read(
                connection,
                "SELECT cluster, to_s - from_s FROM watched",
                List.of(),
                row -> watchedS.put(row.getString(1), row.getLong(2)) == null);
        Set<String> named = new HashSet<>(Query.read(
                connection,
                "SELECT cluster || '|' || subject FROM owner_namespace",
                List.of(),
                row -> Objects.requireNonNull(row.getString(1))));
        Map<Payer, BigInteger> totals = new HashMap<>();
        Query.read(
                        connection,
                        "SELECT cost_center, cluster_name, vcluster_uid, vcluster, sum(amount_nanos)::VARCHAR AS nanos FROM explained"
                                + " GROUP BY ALL",
                        List.of(),
                        row -> Map.entry(payer(row), Query.whole(row, "nanos")))
                .forEach(total -> totals.merge(total.getKey(), total.getValue(), BigInteger::add));
        String currency = ground.terms().prices().currency();
        return new BridgeSide(
                period,
                currency,
                ground.closed(),
                facts,
                others,
                watchedS,
                named,
                totals,
                rounded(totals, Rounding.digitsOf(currency)));
    }

    private static Map<Payer, BigDecimal> rounded(Map<Payer, BigInteger> totals, int digits) {
        List<Payer> payers = List.copyOf(totals.keySet());
        RoundedAmounts rounded = RoundedAmounts.ofPaths(
                payers.stream()
                        .map(payer -> List.of(payer.costCenter(), payer.vclusterUid()))
                        .toList(),
                payers.stream()
                        .map(payer -> Objects.requireNonNull(totals.get(payer)))
                        .toList(),
                digits);
        Map<Payer, BigDecimal> shown = new HashMap<>();
        for (int index = 0; index < payers.size(); index++) {
            shown.put(payers.get(index), rounded.amounts().get(index));
        }
        return shown;
    }

    private static Payer payer(java.sql.ResultSet row) throws SQLException {
        String uid = text(row.getString("vcluster_uid"));
        String name = row.getString("vcluster");
        return new Payer(
                row.getString("cost_center"), uid, name == null ? (uid.isEmpty() ? "outside vclusters" : uid) : name);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
