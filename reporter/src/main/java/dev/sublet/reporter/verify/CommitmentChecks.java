package dev.sublet.reporter.verify;

import dev.sublet.reporter.price.Commitment;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Proves what commitments cover and leave unused by a computation of its own: hour by hour from the price book's commitments, the nodes' rates (which
 * {@code node-cost.sql} proves) and the time that was watched, in whole numbers of Java, against the rows that the allocation made. Memory is that of one
 * hour.
 */
public final class CommitmentChecks {
    private static final BigInteger WHOLE = BigInteger.TEN.pow(12);
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final BigInteger NANOS = BigInteger.TEN.pow(9);
    private static final BigInteger PART = BigInteger.TEN.pow(14);

    private final Connection connection;
    private final List<Commitment> commitments;
    private final List<Piece> pieces;
    private final Map<Commitment, long[]> places = new HashMap<>();
    private long proven;
    private @Nullable String wrong;

    private CommitmentChecks(Connection connection, List<Commitment> commitments) throws SQLException {
        this.connection = connection;
        this.commitments = commitments;
        this.pieces = pieces(connection);
    }

    /** A time in which a node's rates are the same. */
    private record Piece(
            long spanId,
            long fromS,
            long toS,
            String cluster,
            String clusterName,
            @Nullable String region,
            @Nullable String instanceType,
            boolean spot,
            boolean billed,
            BigInteger cpu,
            BigInteger memory,
            BigInteger gpu,
            BigInteger uptoCpu,
            BigInteger uptoMemory) {
        BigInteger rate() {
            return cpu.add(memory).add(gpu);
        }
    }

    /** What of a piece's hour no commitment covers yet, in 10⁻¹², and what commitments cost for the rest, in 10⁻¹⁸ × seconds. */
    private static final class Covered {
        private final BigInteger seconds;
        private BigInteger left = WHOLE;
        private BigInteger cpu = BigInteger.ZERO;
        private BigInteger memory = BigInteger.ZERO;
        private BigInteger gpu = BigInteger.ZERO;

        private Covered(long seconds) {
            this.seconds = BigInteger.valueOf(seconds);
        }

        private String text() {
            return left + " " + cpu + " " + memory + " " + gpu;
        }
    }

    /** The tables of an allocation by these terms must be on the connection. Nothing without commitments. */
    public static List<Check> on(Connection connection, String subject, Terms terms) throws SQLException {
        List<Commitment> commitments = terms.prices().commitments();
        if (commitments.isEmpty()) {
            return List.of();
        }
        CommitmentChecks checks = new CommitmentChecks(connection, commitments);
        checks.run();
        return List.of(
                checks.wrong == null
                        ? new Check(
                                subject + ": commitments",
                                true,
                                checks.proven + " node-hours are covered in the same part by a computation of its own")
                        : new Check(subject + ": commitments", false, checks.wrong));
    }

    private void run() throws SQLException {
        for (Commitment commitment : commitments) {
            places.put(commitment, place(commitment));
        }
        List<long[]> hours = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT hour_s, end_s FROM hours ORDER BY hour_s")) {
            while (row.next()) {
                hours.add(new long[] {row.getLong(1), row.getLong(2)});
            }
        }
        try (PreparedStatement covered = connection.prepareStatement(
                        "SELECT span_id, piece_s, left_part::VARCHAR, cpu_attos_s::VARCHAR, memory_attos_s::VARCHAR, gpu_attos_s::VARCHAR"
                                + " FROM committed WHERE hour_s = ?");
                PreparedStatement bought = connection.prepareStatement(
                        "SELECT commitment, bought::VARCHAR, wanted::VARCHAR, covered_part::VARCHAR FROM commitment_hour WHERE"
                                + " hour_s = ?")) {
            for (long[] hour : hours) {
                Map<String, String> expected = hour(hour[0], hour[1]);
                Map<String, String> found = new HashMap<>();
                read(
                        covered,
                        hour[0],
                        row -> found.put(
                                "node span " + row.getLong(1) + " from " + row.getLong(2),
                                row.getString(3) + " " + row.getString(4) + " " + row.getString(5) + " "
                                        + row.getString(6)));
                read(
                        bought,
                        hour[0],
                        row -> found.put(
                                "commitment "
                                        + commitments.get(row.getInt(1) - 1).name(),
                                row.getString(2) + " " + row.getString(3) + " " + row.getString(4)));
                compare(hour[0], expected, found);
            }
        }
    }

    /** Takes one row. */
    @FunctionalInterface
    private interface Taking {
        void take(ResultSet row) throws SQLException;
    }

    private static void read(PreparedStatement select, long hourS, Taking taking) throws SQLException {
        select.setLong(1, hourS);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                taking.take(row);
            }
        }
    }

    private void compare(long hourS, Map<String, String> expected, Map<String, String> found) {
        proven +=
                expected.keySet().stream().filter(key -> key.startsWith("node")).count();
        if (wrong == null && !expected.equals(found)) {
            Map<String, String> all = new TreeMap<>(found);
            all.putAll(expected);
            all.keySet().removeIf(key -> Objects.equals(expected.get(key), found.get(key)));
            String first = all.keySet().iterator().next();
            wrong = first + " in the hour of " + Instant.ofEpochSecond(hourS) + " comes to "
                    + Objects.requireNonNullElse(expected.get(first), "nothing") + ", the allocation has "
                    + Objects.requireNonNullElse(found.get(first), "nothing");
        }
    }

    /** One hour from the start: what each commitment bought and was asked for, and what it covered. */
    private Map<String, String> hour(long hourS, long endS) {
        Map<Piece, Covered> covered = new LinkedHashMap<>();
        List<Piece> there = pieces.stream()
                .filter(piece -> piece.fromS() < endS && piece.toS() > hourS)
                .toList();
        for (Piece piece : there) {
            if (!piece.billed() && commitments.stream().anyMatch(each -> wants(piece, each))) {
                covered.put(piece, new Covered(Math.min(piece.toS(), endS) - Math.max(piece.fromS(), hourS)));
            }
        }
        Map<String, String> texts = new HashMap<>();
        for (Commitment each : commitments) {
            BigInteger bought = bought(each, hourS, endS);
            if (bought.signum() <= 0 || there.stream().anyMatch(piece -> piece.billed() && fits(piece, each))) {
                continue;
            }
            BigInteger wanted = wanted(each, covered);
            BigInteger part = wanted.signum() == 0
                    ? BigInteger.ZERO
                    : WHOLE.min(bought.multiply(WHOLE).divide(wanted));
            texts.put("commitment " + each.name(), bought + " " + wanted + " " + part);
            covered.forEach((piece, cover) -> {
                if (wants(piece, each)) {
                    take(each, piece, cover, part);
                }
            });
        }
        covered.forEach(
                (piece, cover) -> texts.put("node span " + piece.spanId() + " from " + piece.fromS(), cover.text()));
        return texts;
    }

    private BigInteger bought(Commitment each, long hourS, long endS) {
        long[] place = Objects.requireNonNull(places.get(each));
        long seconds = Math.min(Math.min(endS, each.validity().toS()), place[1])
                - Math.max(Math.max(hourS, each.validity().fromS()), place[0]);
        BigInteger perSecond = each.count() > 0
                ? BigInteger.valueOf(each.count()).multiply(MILLION)
                : each.attosPerHour().divide(NANOS);
        return seconds <= 0 ? BigInteger.ZERO : perSecond.multiply(BigInteger.valueOf(seconds));
    }

    private static BigInteger wanted(Commitment each, Map<Piece, Covered> covered) {
        BigInteger sum = BigInteger.ZERO;
        for (Map.Entry<Piece, Covered> entry : covered.entrySet()) {
            if (wants(entry.getKey(), each)) {
                BigInteger time = entry.getValue().seconds.multiply(entry.getValue().left);
                sum = sum.add(
                        each.count() > 0
                                ? time
                                : kept(entry.getKey().rate().divide(NANOS), each)
                                        .multiply(time));
            }
        }
        return sum.divide(each.count() > 0 ? MILLION : WHOLE);
    }

    private static void take(Commitment each, Piece piece, Covered cover, BigInteger hourPart) {
        BigInteger part = cover.left.multiply(hourPart).divide(WHOLE);
        BigInteger reserved = each.attosPerHour();
        BigInteger uptoCpu = reserved.multiply(piece.uptoCpu()).divide(PART);
        BigInteger uptoMemory = reserved.multiply(piece.uptoMemory()).divide(PART);
        boolean spend = each.count() == 0;
        cover.cpu = cover.cpu.add(cost(spend ? kept(piece.cpu(), each) : uptoCpu, cover, part));
        cover.memory =
                cover.memory.add(cost(spend ? kept(piece.memory(), each) : uptoMemory.subtract(uptoCpu), cover, part));
        cover.gpu = cover.gpu.add(cost(spend ? kept(piece.gpu(), each) : reserved.subtract(uptoMemory), cover, part));
        cover.left = cover.left.subtract(part);
    }

    private static BigInteger cost(BigInteger rate, Covered cover, BigInteger part) {
        return rate.multiply(cover.seconds).multiply(part).divide(WHOLE);
    }

    /** What a spend leaves of a rate. */
    private static BigInteger kept(BigInteger rate, Commitment each) {
        return rate.multiply(MILLION.subtract(BigInteger.valueOf(each.millionths())))
                .divide(MILLION);
    }

    /** Whether the commitment holds for some of the piece. */
    private static boolean wants(Piece piece, Commitment each) {
        return fits(piece, each)
                && each.validity().fromS() < piece.toS()
                && each.validity().toS() > piece.fromS();
    }

    private static boolean fits(Piece piece, Commitment each) {
        return !piece.spot()
                && isIn(each.cluster(), piece.cluster(), piece.clusterName())
                && (each.region() == null || each.region().equals(piece.region()))
                && isOf(each.instanceType(), Objects.requireNonNullElse(piece.instanceType(), ""));
    }

    private static boolean isIn(@Nullable String cluster, String uid, String name) {
        return cluster == null || cluster.equals(uid) || cluster.equals(name);
    }

    private static boolean isOf(@Nullable String wanted, String instanceType) {
        return wanted == null
                || wanted.equals(instanceType)
                || (wanted.endsWith("*") && instanceType.startsWith(wanted.replaceAll("\\*+$", "")));
    }

    /** From when to when any of its clusters was watched; nothing where none was. */
    private long[] place(Commitment each) throws SQLException {
        long fromS = Long.MAX_VALUE;
        long toS = Long.MIN_VALUE;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT cluster, cluster_name, from_s, to_s FROM watched")) {
            while (row.next()) {
                if (isIn(each.cluster(), row.getString(1), row.getString(2))) {
                    fromS = Math.min(fromS, row.getLong(3));
                    toS = Math.max(toS, row.getLong(4));
                }
            }
        }
        return fromS < toS ? new long[] {fromS, toS} : new long[] {0, 0};
    }

    private static List<Piece> pieces(Connection connection) throws SQLException {
        List<Piece> pieces = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT span_id, from_s, to_s, cluster, cluster_name, region, instance_type, spot, billed,"
                                + " cpu_attos::VARCHAR, memory_attos::VARCHAR, gpu_attos::VARCHAR, upto_cpu::VARCHAR,"
                                + " upto_memory::VARCHAR FROM node_rate WHERE NOT spot")) {
            while (row.next()) {
                pieces.add(new Piece(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getBoolean(8),
                        row.getBoolean(9),
                        whole(row, 10),
                        whole(row, 11),
                        whole(row, 12),
                        whole(row, 13),
                        whole(row, 14)));
            }
        }
        return List.copyOf(pieces);
    }

    /** Where a bill covers a node the book may have no rate. */
    private static BigInteger whole(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? BigInteger.ZERO : new BigDecimal(text).toBigIntegerExact();
    }
}
