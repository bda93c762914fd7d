package dev.sublet.reporter.allocation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * What a period has at all of the things that most periods lack. A step that is about nothing else gives way to one that leaves the same
 * tables or views without rows: planning it would take longer than all arithmetic of a small fleet. Asked of the tables that
 * the allocation leaves once bills are counted.
 *
 * @param bills whether any counts
 * @param fixed whether anything costs by time alone, bills and commitments apart
 * @param assets whether the ledger knows a volume or a load balancer, of whatever time
 * @param network whether bytes have a price
 */
public record Presence(boolean bills, boolean fixed, boolean commitments, boolean assets, boolean network) {
    private static final Map<String, String> WITHOUT = Map.of(
            "01b-billed.sql", "01b-unbilled.sql",
            "02a-commitments.sql", "02a-uncommitted.sql",
            "11-asset-hour.sql", "11-no-asset-hour.sql",
            "11a-network-hour.sql", "11a-no-network-hour.sql",
            "15a-fixed.sql", "15a-unfixed.sql");

    /** Asks the connection. */
    public static Presence of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT EXISTS (FROM counted_bill), EXISTS (FROM fixed_cost), EXISTS (FROM commitment),"
                                + " EXISTS (FROM volume_span) OR EXISTS (FROM service_span), EXISTS (FROM network_price)")) {
            row.next();
            return new Presence(
                    row.getBoolean(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4), row.getBoolean(5));
        }
    }

    /** Whether anything costs by time alone. */
    public boolean costsByTime() {
        return bills || fixed || commitments;
    }

    /** The step, or what stands in for it where it has nothing to work on. */
    String step(String step) {
        boolean due = switch (step) {
            case "01b-billed.sql" -> bills;
            case "02a-commitments.sql" -> commitments;
            case "11-asset-hour.sql" -> assets;
            case "11a-network-hour.sql" -> network;
            case "15a-fixed.sql" -> costsByTime();
            default -> true;
        };
        return due ? step : standIn(step);
    }

    /** What stands in for a step, or the step itself where nothing does. */
    static String standIn(String step) {
        return WITHOUT.getOrDefault(step, step);
    }
}
