package dev.sublet.reporter.explain;

import dev.sublet.reporter.explain.NodeHour.Claim;
import dev.sublet.reporter.explain.NodeHour.Piece;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A share of a node's hour: a pod's, the idle, the system's or that of unseen usage. For one node-hour. */
final class NodeShare {
    private final Ground ground;
    private final NodeHour hour;

    NodeShare(Ground ground, NodeHour hour) {
        this.ground = ground;
        this.hour = hour;
    }

    /** One that takes part; ties are broken by the order in which they are listed. */
    private record Taker(String kind, long spanId, BigInteger weight) {}

    Working working(Amount amount) throws SQLException {
        Steps steps = new Steps();
        String resource = amount.resource();
        BigInteger cost = new NodeCost(ground.terms(), hour, resource, steps).nanos();
        BigInteger capacity = steps.add(
                "capacity",
                "capacity, in " + Quantities.small(resource),
                NodeCost.held(hour.pieces(), Piece::capacity, resource),
                "what the node has x seconds");
        BigInteger system = steps.add(
                "system",
                "kept by the node itself",
                NodeCost.held(hour.pieces(), Piece::system, resource),
                "(capacity - allocatable) x seconds");
        List<Taker> takers = takers(resource);
        BigInteger claimed = takers.stream().map(Taker::weight).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger whole = capacity.max(system.add(claimed));
        steps.add("claimed", "billed by all pods together", claimed, "of " + takers.size() + " that take part");
        steps.add("D", "shared by", whole, "max(capacity, system + claimed)");
        takers = withRest(takers, whole, system, claimed);
        Taker own = takers.stream()
                .filter(taker -> taker.kind().equals(amount.kind())
                        && (!taker.kind().equals("pod") || taker.spanId() == amount.thingKey()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(amount.title() + " takes no part in its hour"));
        weight(amount, own, steps);
        BigInteger share = share(takers, own, cost, whole, steps);
        if (!own.kind().equals("pod")) {
            return steps.working(
                    amount,
                    steps.add("amount", "amount, in nanos", share, "whole; " + amount.costCenter() + " pays alone"));
        }
        return steps.working(amount, OwnerSplit.of(ground, amount, share, steps));
    }

    private List<Taker> takers(String resource) {
        List<Taker> takers = new ArrayList<>();
        for (Claim claim : hour.claims()) {
            BigInteger weight = NodeCost.get(claim.weights(), resource);
            if (weight.signum() > 0) {
                takers.add(new Taker("pod", claim.spanId(), weight));
            }
        }
        if (resource.equals("cpu") && hour.unseen().signum() > 0) {
            takers.add(new Taker("unseen", 0, hour.unseen()));
        }
        return takers;
    }

    /** Behind all pods come idle, system, and unseen usage. */
    private static List<Taker> withRest(List<Taker> takers, BigInteger whole, BigInteger system, BigInteger claimed) {
        List<Taker> all = new ArrayList<>(takers);
        int pods = (int)
                takers.stream().filter(taker -> taker.kind().equals("pod")).count();
        all.add(pods, new Taker("idle", 0, whole.subtract(system).subtract(claimed)));
        all.add(pods + 1, new Taker("system", 0, system));
        return all;
    }

    private void weight(Amount amount, Taker own, Steps steps) {
        String resource = amount.resource();
        String unit = ", in " + Quantities.small(resource);
        for (Claim claim : hour.claims()) {
            if (own.kind().equals("pod") && claim.spanId() == own.spanId()) {
                steps.add("podSeconds", "seconds the pod was there", BigInteger.valueOf(claim.seconds()));
                steps.add("measured", "of which measured", BigInteger.valueOf(claim.measuredS()));
                steps.add("filledIn", "filled in", BigInteger.valueOf(claim.bridgedS()));
                steps.add("estimated", "estimated", BigInteger.valueOf(claim.estimatedS()));
                steps.add("unknown", "unknown", BigInteger.valueOf(claim.missingS()));
                steps.add(
                        "request", "requested" + unit, NodeCost.get(claim.requested(), resource), "request x seconds");
                if (!resource.equals("gpu")) {
                    steps.add("used", "used" + unit, NodeCost.get(claim.used(), resource));
                }
            }
        }
        String how = switch (own.kind()) {
            case "pod" ->
                resource.equals("gpu")
                        ? "by request"
                        : "the greater of request and use, interval by interval: at least the greater of both sums";
            case "idle" -> "D - system - claimed";
            case "system" -> "system";
            default -> "seen on the node's own counter, on no pod";
        };
        steps.add("weight", "billed" + unit, own.weight(), how);
    }

    private static BigInteger share(List<Taker> takers, Taker own, BigInteger cost, BigInteger whole, Steps steps) {
        if (whole.signum() == 0) {
            return steps.add(
                    "whole",
                    "share, in nanos",
                    own.kind().equals("idle") ? cost : BigInteger.ZERO,
                    "nothing weighs anything: all is idle");
        }
        BigInteger floors = BigInteger.ZERO;
        List<BigInteger> rests = new ArrayList<>();
        for (Taker taker : takers) {
            BigInteger[] parts = cost.multiply(taker.weight()).divideAndRemainder(whole);
            floors = floors.add(parts[0]);
            rests.add(parts[1]);
        }
        int place = takers.indexOf(own);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < takers.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing((Integer i) -> rests.get(i)).reversed().thenComparing(i -> i));
        BigInteger rank = BigInteger.valueOf(order.indexOf(place) + 1L);
        BigInteger floor = steps.add(
                "floor",
                "share, rounded down, in nanos",
                cost.multiply(own.weight()).divide(whole),
                "cost x weight // D");
        steps.add("remainder", "its remainder", rests.get(place), "cost x weight - floor x D");
        BigInteger left = steps.add(
                "leftOver",
                "nanos left over by all floors",
                cost.subtract(floors),
                "one each to the largest remainders");
        steps.add("rank", "its place among the remainders", rank, "ties by UID");
        return steps.add(
                "whole",
                "share, in nanos",
                rank.compareTo(left) <= 0 ? floor.add(BigInteger.ONE) : floor,
                "floor, + 1 where rank <= leftOver");
    }
}
