package dev.sublet.reporter.overhead;

import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.sql.SqlFile;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares vclusters with what they could be instead. Prices are the price book's alone. For one statement; not thread-safe. */
public final class Comparisons {
    /** Attos times seconds per hour, to nanos. */
    private static final BigInteger ATTO_SECONDS = BigInteger.valueOf(3600).multiply(BigInteger.TEN.pow(9));

    private final Connection connection;
    private final Assumptions assumptions;
    private final Map<List<String>, Map<Long, List<Packing.Pod>>> peaks = new HashMap<>();
    private final Map<List<String>, List<Candidate>> candidates = new HashMap<>();
    private final Map<List<String>, Fee> fees = new HashMap<>();

    private Comparisons(Connection connection, Assumptions assumptions) {
        this.connection = connection;
        this.assumptions = assumptions;
    }

    /** @param attos of one node, in 10⁻¹⁸ × seconds per hour; null where the book has no price */
    private record Candidate(
            String instanceType,
            Packing.Node node,
            @Nullable BigInteger attos,
            BigInteger fixedNanos) {}

    private record Fee(long entries, BigInteger nanos) {}

    /** Of the statement that was made last on the connection, whose tables must be there. */
    public static Comparison of(
            Connection connection, List<Vcluster> vclusters, String priceBook, Assumptions assumptions)
            throws SQLException {
        Comparisons comparisons = new Comparisons(connection, assumptions);
        comparisons.read();
        Set<String> notes = new TreeSet<>();
        List<Comparison.Row> rows = new ArrayList<>();
        for (Vcluster vcluster : vclusters) {
            rows.add(comparisons.row(vcluster, priceBook, notes));
        }
        rows.sort(Comparator.comparing(Comparison.Row::asItIsNanos)
                .reversed()
                .thenComparing(row -> row.vcluster().uid()));
        return new Comparison(rows, List.copyOf(notes), comparisons.words());
    }

    private void read() throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(SqlFile.read(Comparisons.class, "candidate.sql"));
            Allocation.rateCandidates(connection);
            try (ResultSet row = statement.executeQuery(SqlFile.read(Comparisons.class, "peak-pods.sql"))) {
                while (row.next()) {
                    peaks.computeIfAbsent(key(row), any -> new TreeMap<>())
                            .computeIfAbsent(row.getLong("at_s"), any -> new ArrayList<>())
                            .add(new Packing.Pod(row.getLong("cpu"), row.getLong("memory"), row.getLong("gpu")));
                }
            }
            try (ResultSet row = statement.executeQuery(SqlFile.read(Comparisons.class, "candidate-price.sql"))) {
                while (row.next()) {
                    String attos = row.getString("attos");
                    candidates
                            .computeIfAbsent(key(row), any -> new ArrayList<>())
                            .add(new Candidate(
                                    row.getString("instance_type"),
                                    new Packing.Node(
                                            row.getLong("cpu"),
                                            row.getLong("memory"),
                                            row.getLong("gpu"),
                                            assumptions.of(Assumption.PODS_PER_NODE)),
                                    attos == null ? null : new BigInteger(attos),
                                    new BigInteger(row.getString("fixed_nanos"))));
                }
            }
            try (ResultSet row = statement.executeQuery(SqlFile.read(Comparisons.class, "cluster-fee.sql"))) {
                while (row.next()) {
                    fees.put(key(row), new Fee(row.getLong("entries"), new BigInteger(row.getString("fee_nanos"))));
                }
            }
        }
    }

    private static List<String> key(ResultSet row) throws SQLException {
        return List.of(row.getString("cluster"), row.getString("vcluster_uid"));
    }

    private Comparison.Row row(Vcluster vcluster, String priceBook, Set<String> notes) {
        List<String> key = List.of(vcluster.cluster(), vcluster.uid());
        Fee fee = fees.getOrDefault(key, new Fee(0, BigInteger.ZERO));
        List<Candidate> all = candidates.getOrDefault(key, List.of());
        List<Candidate> priced =
                all.stream().filter(each -> each.attos() != null).toList();
        for (Candidate each : all) {
            if (each.attos() == null) {
                notes.add("price book " + priceBook + " has no price on demand for instance type " + each.instanceType()
                        + " all the time; add it under nodes to have it looked at");
            }
        }
        String whyNot = null;
        if (fee.entries() == 0) {
            whyNot = "no fee per cluster";
            notes.add(
                    "price book " + priceBook + " has no fixed cost per cluster, such as a control plane's fee; add it"
                            + " under fixed with per: cluster, and perHour: 0 where there is none");
        } else if (priced.isEmpty()) {
            whyNot = all.isEmpty() ? "no node's size is known" : "no instance type has a price";
            if (all.isEmpty()) {
                notes.add("no node with an instance type was ever seen, so a price book cannot tell what nodes of a"
                        + " cluster of its own would hold");
            }
        }
        Optional<Comparison.Own> own =
                whyNot == null ? own(vcluster, priced, fee, Assumption.NODES_MIN) : Optional.empty();
        Optional<Comparison.Own> safe =
                whyNot == null ? own(vcluster, priced, fee, Assumption.NODES_HA) : Optional.empty();
        return new Comparison.Row(
                vcluster, own, safe, whyNot == null && own.isEmpty() ? "a pod fits no priced instance type" : whyNot);
    }

    /** The cheapest of those that hold the pods, ties by name. */
    private Optional<Comparison.Own> own(Vcluster vcluster, List<Candidate> priced, Fee fee, Assumption least) {
        List<Comparison.Own> possible = new ArrayList<>();
        for (Candidate candidate : priced) {
            OptionalInt needed = needed(vcluster, candidate);
            BigInteger attos = candidate.attos();
            if (needed.isPresent() && attos != null) {
                int nodes = (int) Math.max(needed.getAsInt(), assumptions.of(least));
                BigInteger count = BigInteger.valueOf(nodes);
                possible.add(new Comparison.Own(
                        candidate.instanceType(),
                        needed.getAsInt(),
                        nodes,
                        fee.nanos(),
                        attos.multiply(count)
                                .add(ATTO_SECONDS.shiftRight(1))
                                .divide(ATTO_SECONDS)
                                .add(candidate.fixedNanos().multiply(count)),
                        vcluster.tenantNanos().subtract(vcluster.tenantComputeNanos())));
            }
        }
        return possible.stream()
                .min(Comparator.comparing(Comparison.Own::totalNanos).thenComparing(Comparison.Own::instanceType));
    }

    private OptionalInt needed(Vcluster vcluster, Candidate candidate) {
        int most = 0;
        for (List<Packing.Pod> pods : peaks.getOrDefault(List.of(vcluster.cluster(), vcluster.uid()), Map.of())
                .values()) {
            OptionalInt nodes = Packing.nodes(pods, candidate.node());
            if (nodes.isEmpty()) {
                return nodes;
            }
            most = Math.max(most, nodes.getAsInt());
        }
        return OptionalInt.of(most);
    }

    private List<String> words() {
        return List.of(
                "as it is, and as a namespace: with its part of the host's idle, system and fixed costs, by what its pods"
                        + " cost of all pods there",
                "namespace: its tenants' pods, volumes and load balancers on the same host. Lost are an API server of its"
                        + " own, custom resources of its own, and upgrades at its own pace",
                "own cluster: what the price book has per cluster and per node; nodes at list price less discounts, without"
                        + " commitments and spot; nothing of the fleet's fixed costs",
                "own cluster: nodes are of one type that was seen in the ledger, and hold the tenants' requests at their"
                        + " peaks by first fit, at most " + assumptions.of(Assumption.PODS_PER_NODE)
                        + " pods each; system share as seen on such a node. Its own DNS and agents are not counted",
                "own cluster: at least " + assumptions.of(Assumption.NODES_MIN)
                        + (assumptions.of(Assumption.NODES_MIN) == 1 ? " node, or " : " nodes, or ")
                        + assumptions.of(Assumption.NODES_HA)
                        + " where one may fail. Nodes are gone while the vcluster sleeps; the cluster's fee stays");
    }
}
