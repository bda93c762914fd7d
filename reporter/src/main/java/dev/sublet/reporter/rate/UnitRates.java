package dev.sublet.reporter.rate;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.price.UnpricedException;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Unit rates of a cluster through a time to come, by the steps that statements are made with: the nodes of the cluster's last tick at the
 * prices and discounts of each time. Immutable.
 *
 * @param cluster the cluster's name
 * @param at the tick whose nodes it rests on
 * @param rates one behind the other without gaps; at least one
 * @param notes what it rests on and what it leaves out, each one line
 */
public record UnitRates(String cluster, String currency, Instant at, List<UnitRate> rates, List<String> notes) {
    /** Price changes beyond are not looked at. */
    private static final int CHANGES_MAX = 24;

    private static final long HOUR_S = 3600;
    private static final BigInteger MILLI = BigInteger.valueOf(1000);
    private static final BigInteger GIB_KIB = BigInteger.valueOf(1 << 20);

    public UnitRates {
        rates = List.copyOf(rates);
        notes = List.copyOf(notes);
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("rates are for some time");
        }
    }

    /**
     * Asks the ledger.
     *
     * @param cluster name or UID; null for the one that was watched last
     * @param fromS the first second
     * @param toS behind the last one
     * @throws ReportException in one line when there is no such cluster or no data
     * @throws UnpricedException when a node has no price at one of the times
     */
    public static UnitRates of(LedgerReader reader, Terms terms, @Nullable String cluster, long fromS, long toS) {
        if (fromS >= toS) {
            throw new IllegalArgumentException("rates are for [" + fromS + ", " + toS + "), which is no time");
        }
        return reader.read(connection -> read(connection, terms, cluster, fromS, toS));
    }

    private record Watched(String uid, String name, long lastTickS) {}

    private static UnitRates read(Connection connection, Terms terms, @Nullable String cluster, long fromS, long toS)
            throws SQLException {
        Watched watched = watched(connection, cluster)
                .orElseThrow(() -> new ReportException(
                        cluster == null
                                ? "this ledger is empty; let it watch a cluster first"
                                : "this ledger saw no cluster \"" + cluster + "\"; name another one",
                        2));
        List<Long> changes = terms.prices().changes(fromS, toS);
        List<String> notes = new ArrayList<>();
        List<UnitRate> rates = new ArrayList<>();
        long from = fromS;
        for (int i = 0; i <= Math.min(changes.size(), CHANGES_MAX); i++) {
            long to = i == changes.size() || i == CHANGES_MAX ? toS : changes.get(i);
            rates.add(rate(connection, terms, watched, from, to, i == 0 ? notes : new ArrayList<>()));
            from = to;
        }
        if (changes.size() > CHANGES_MAX) {
            notes.add("prices change " + changes.size() + " times; the first " + CHANGES_MAX + " are counted");
        } else if (!changes.isEmpty()) {
            notes.add("the price book changes prices " + changes.size() + " times until then; each is counted");
        }
        if (!terms.prices().commitments().isEmpty()) {
            notes.add("commitments are left out: what they save is known when a month is over");
        }
        if (!terms.policies().equals(dev.sublet.reporter.policy.Policies.none())) {
            notes.add("what policies hand on of shared cost comes on top");
        }
        return new UnitRates(
                watched.name(), terms.prices().currency(), Instant.ofEpochSecond(watched.lastTickS()), rates, notes);
    }

    private static Optional<Watched> watched(Connection connection, @Nullable String cluster) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT cluster, cluster_name, last_tick_s FROM cluster WHERE first_tick_s < last_tick_s"
                        + " AND (?::VARCHAR IS NULL OR ?::VARCHAR IN (cluster, cluster_name))"
                        + " ORDER BY last_tick_s DESC, cluster LIMIT 1")) {
            query.setString(1, cluster);
            query.setString(2, cluster);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Watched(row.getString(1), row.getString(2), row.getLong(3)))
                        : Optional.empty();
            }
        }
    }

    private static UnitRate rate(
            Connection connection, Terms terms, Watched watched, long fromS, long toS, List<String> notes)
            throws SQLException {
        long tickS = watched.lastTickS();
        Allocation.rates(
                connection,
                tickS - HOUR_S,
                tickS,
                terms.withPrices(terms.prices().heldAt(fromS)));
        try (PreparedStatement query = connection.prepareStatement(SqlFile.read(UnitRates.class, "unit-rate.sql"))) {
            query.setString(1, watched.uid());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || row.getLong("nodes") == 0) {
                    throw new ReportException(
                            "cluster " + watched.name() + " had no nodes at " + Instant.ofEpochSecond(tickS)
                                    + "; nothing can be priced on it",
                            2);
                }
                if (row.getLong("unpriced") > 0) {
                    throw new UnpricedException("price book " + terms.prices().source() + " has no price for "
                            + row.getString("unpriced_one") + " at " + Instant.ofEpochSecond(fromS)
                            + "; add it under nodes");
                }
                notes.add(row.getLong("nodes") + " nodes (" + row.getString("types") + ") of cluster " + watched.name()
                        + " at " + Instant.ofEpochSecond(tickS) + ", by price book "
                        + terms.prices().source()
                        + (row.getLong("spot_nodes") > 0
                                ? "; " + row.getLong("spot_nodes") + " of them are spot"
                                : ""));
                return new UnitRate(
                        fromS,
                        toS,
                        mean(row, "cpu_attos", "millicores", MILLI),
                        mean(row, "memory_attos", "memory_kib", GIB_KIB),
                        asset(row, "storage", terms.prices().volumes().isPresent(), notes),
                        asset(row, "balancer", terms.prices().loadBalancers().isPresent(), notes));
            }
        }
    }

    private static BigInteger mean(ResultSet row, String amount, String count, BigInteger unit) throws SQLException {
        return half(new BigInteger(row.getString(amount)).multiply(unit), new BigInteger(row.getString(count)));
    }

    private static @Nullable BigInteger asset(ResultSet row, String kind, boolean charged, List<String> notes)
            throws SQLException {
        String name = kind.equals("storage") ? "volumes" : "load balancers";
        String count = row.getString(kind.equals("storage") ? "storage_kib" : "balancers");
        String dearest = row.getString(kind + "_dearest");
        if (!charged) {
            notes.add("the price book charges no " + name);
            return null;
        }
        if (count != null && new BigInteger(count).signum() > 0) {
            BigInteger amount = new BigInteger(row.getString(kind + "_attos"));
            // A volume's size is in KiB, and its rate is for a GiB: the sum over sizes is their mean times the size.
            return half(amount, new BigInteger(count));
        }
        if (dearest == null) {
            notes.add("the price book has no price for " + name + " at that time");
            return null;
        }
        notes.add("no " + name + " were seen: they are priced at the price book's dearest");
        return new BigInteger(dearest);
    }

    /** Half up; 0 of nothing. */
    private static BigInteger half(BigInteger amount, BigInteger count) {
        return count.signum() == 0
                ? BigInteger.ZERO
                : amount.shiftLeft(1).add(count).divide(count.shiftLeft(1));
    }
}
