package dev.sublet.reporter.explain;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses how each amount at the bottom is worked out. Stateless. */
final class Workings {
    private Workings() {}

    static List<Working> of(Ground ground, Narrowing.Where where, boolean byHour) throws SQLException {
        List<Amount> amounts = Query.read(
                ground.connection(),
                "SELECT " + Amount.COLUMNS + " FROM " + (byHour ? "explained_hour" : "explained") + " e WHERE "
                        + where.sql() + " ORDER BY name NULLS LAST, thing_key, resource, payer, policy, source",
                where.values(),
                Amount::read);
        Map<String, NodeHour> nodeHours = new HashMap<>();
        List<Working> workings = new ArrayList<>();
        for (Amount amount : amounts) {
            workings.add(of(ground, amount, nodeHours));
        }
        return workings;
    }

    private static Working of(Ground ground, Amount amount, Map<String, NodeHour> nodeHours) throws SQLException {
        if (amount.charge().equals("usage")) {
            return switch (String.valueOf(amount.kind())) {
                case "storage", "load-balancer" -> new AssetHour(ground).working(amount);
                case "fixed" -> FixedDay.working(ground, amount);
                default -> {
                    if (amount.resource().equals("network")) {
                        yield NetworkHour.working(ground, amount);
                    }
                    long nodeKey = NodeHour.key(ground, amount);
                    String key = nodeKey + "@" + amount.hourS();
                    NodeHour hour = nodeHours.get(key);
                    if (hour == null) {
                        hour = NodeHour.of(ground, nodeKey, amount.hourS());
                        nodeHours.put(key, hour);
                    }
                    yield new NodeShare(ground, hour).working(amount);
                }
            };
        }
        return switch (amount.charge()) {
            case "shared", "kept" -> HandedOn.working(ground, amount);
            case "correction", "adjustment" -> Booked.working(ground, amount);
            default -> Added.working(ground, amount);
        };
    }
}
