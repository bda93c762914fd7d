package dev.sublet.reporter.explain;

import dev.sublet.reporter.sql.SqlFile;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that decides what a node's hour cost and who takes part in it. */
record NodeHour(long hourS, List<Piece> pieces, List<Claim> claims, BigInteger unseen, List<BillRow> bills) {
    static final List<String> RESOURCES = List.of("cpu", "memory", "gpu");

    /** A stretch without a change; rates are in 10⁻¹⁸ an hour. */
    record Piece(
            long beginS,
            long finishS,
            String instanceType,
            boolean spot,
            boolean billed,
            BigInteger nodeAttos,
            BigInteger gpusAttos,
            Map<String, BigInteger> rates,
            BigInteger uptoCpu,
            BigInteger uptoMemory,
            Map<String, BigInteger> base,
            Map<String, BigInteger> capacity,
            Map<String, BigInteger> system,
            boolean committed,
            BigInteger leftPart,
            Map<String, BigInteger> committedAttosS,
            @Nullable BigInteger entryAttos,
            @Nullable String entryName,
            long entryFromS) {
        BigInteger seconds() {
            return BigInteger.valueOf(finishS - beginS);
        }
    }

    /** A pod's span in the hour. */
    record Claim(
            long spanId,
            Map<String, BigInteger> weights,
            Map<String, BigInteger> requested,
            Map<String, BigInteger> used,
            long seconds,
            long measuredS,
            long bridgedS,
            long estimatedS,
            long missingS) {}

    static long key(Ground ground, Amount amount) throws SQLException {
        if (!"pod".equals(amount.kind())) {
            return amount.thingKey();
        }
        return Query.read(
                        ground.connection(),
                        "SELECT node_key FROM thing WHERE kind::VARCHAR = 'pod' AND thing_key = ?",
                        List.of(amount.thingKey()),
                        row -> row.getLong(1))
                .get(0);
    }

    static NodeHour of(Ground ground, long nodeKey, long hourS) throws SQLException {
        List<Long> where = List.of(hourS, nodeKey);
        return new NodeHour(
                hourS,
                Query.read(ground.connection(), SqlFile.read(NodeHour.class, "node-piece.sql"), where, NodeHour::piece),
                Query.read(ground.connection(), SqlFile.read(NodeHour.class, "node-claim.sql"), where, NodeHour::claim),
                Query.read(
                                ground.connection(),
                                SqlFile.read(NodeHour.class, "node-unseen.sql"),
                                where,
                                row -> Query.whole(row, "cpu"))
                        .get(0),
                BillRow.of(ground, hourS, "node", nodeKey));
    }

    private static Piece piece(ResultSet row) throws SQLException {
        String entry = row.getString("entry_attos");
        String instanceType = row.getString("instance_type");
        return new Piece(
                row.getLong("begin_s"),
                row.getLong("finish_s"),
                instanceType == null ? row.getString("node") : instanceType,
                row.getBoolean("spot"),
                row.getBoolean("billed"),
                Query.whole(row, "node_attos"),
                Query.whole(row, "gpus_attos"),
                three(row, "cpu_attos", "memory_attos", "gpu_attos"),
                Query.whole(row, "upto_cpu"),
                Query.whole(row, "upto_memory"),
                three(row, "base_cpu", "base_memory", "base_gpu"),
                three(row, "cpu_capacity_millicores", "memory_capacity_kib", "gpu_capacity"),
                Map.of(
                        "cpu",
                        less(row, "cpu_capacity_millicores", "cpu_allocatable_millicores"),
                        "memory",
                        less(row, "memory_capacity_kib", "memory_allocatable_kib"),
                        "gpu",
                        BigInteger.ZERO),
                row.getBoolean("committed"),
                Query.whole(row, "left_part"),
                three(row, "cpu_attos_s", "memory_attos_s", "gpu_attos_s"),
                entry == null ? null : new BigInteger(entry),
                row.getString("entry_name"),
                row.getLong("entry_from_s"));
    }

    private static BigInteger less(ResultSet row, String capacity, String allocatable) throws SQLException {
        return Query.whole(row, capacity)
                .subtract(Query.whole(row, allocatable))
                .max(BigInteger.ZERO);
    }

    private static Map<String, BigInteger> three(ResultSet row, String cpu, String memory, String gpu)
            throws SQLException {
        return Map.of("cpu", Query.whole(row, cpu), "memory", Query.whole(row, memory), "gpu", Query.whole(row, gpu));
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                row.getLong("span_id"),
                three(row, "cpu", "memory", "gpu"),
                Map.of(
                        "cpu",
                        Query.whole(row, "cpu_request"),
                        "memory",
                        Query.whole(row, "memory_request"),
                        "gpu",
                        Query.whole(row, "gpu")),
                Map.of(
                        "cpu",
                        Query.whole(row, "cpu_used"),
                        "memory",
                        Query.whole(row, "memory_used"),
                        "gpu",
                        BigInteger.ZERO),
                row.getLong("seconds"),
                row.getLong("measured_s"),
                row.getLong("bridged_s"),
                row.getLong("estimated_s"),
                row.getLong("missing_s"));
    }
}
