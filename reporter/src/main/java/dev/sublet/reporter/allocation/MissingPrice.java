package dev.sublet.reporter.allocation;

import dev.sublet.reporter.price.UnpricedException;
import dev.sublet.reporter.sql.Rules;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Refuses to charge what the price book has no price for, naming the first such thing and the remedy. */
final class MissingPrice {
    private final Connection connection;
    private final int rules;
    private final String source;

    /**
     * Looks at what the steps left on the connection.
     *
     * @param source the price book's, for messages
     */
    MissingPrice(Connection connection, int rules, String source) {
        this.connection = connection;
        this.rules = rules;
        this.source = source;
    }

    void rejectNodes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(Rules.text(rules, MissingPrice.class, "missing-node-price.sql"))) {
            if (row.next()) {
                String node = row.getString("node");
                String instanceType = row.getString("instance_type");
                boolean spot = row.getBoolean("spot");
                String period = Spoken.period(row.getLong("from_s"), row.getLong("to_s"));
                String lack = instanceType == null
                        ? "node " + node + ", which has no instance type,"
                        : (spot ? "a spot price for " : "") + "instance type " + instanceType + " (node " + node + ")";
                String remedy = instanceType == null
                        ? "add it under nodes with name: " + node
                        : "add it under nodes" + (spot ? " with spot: true" : "");
                throw new UnpricedException(
                        "price book " + source + " lacks " + lack + " for " + period + "; " + remedy);
            }
        }
        rejectGpus();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT min(from_s), max(to_s) FROM node_rate"
                        + " WHERE base_cpu IS NULL HAVING count(*) > 0")) {
            if (row.next()) {
                throw new UnpricedException("price book " + source + " has no base ratio for "
                        + Spoken.period(row.getLong(1), row.getLong(2))
                        + "; add an entry under base, or take the dates off the one there is");
            }
        }
    }

    private void rejectGpus() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(Rules.text(rules, MissingPrice.class, "missing-gpu-price.sql"))) {
            if (row.next()) {
                throw new UnpricedException("price book " + source + " lacks GPU model \"" + row.getString("model")
                        + "\" (node " + row.getString("node") + ") for "
                        + Spoken.period(row.getLong("from_s"), row.getLong("to_s"))
                        + "; add it under gpus, with perHour: 0 where the node's price includes it");
            }
        }
    }

    /** A bill in another currency needs its rate. */
    void rejectBills() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT currency, min(from_s), max(to_s) FROM billed_row"
                        + " WHERE attos IS NULL GROUP BY currency ORDER BY currency LIMIT 1")) {
            if (row.next()) {
                throw new UnpricedException("price book " + source + " has no exchange rate for the bill's currency "
                        + row.getString(1) + " in " + Spoken.period(row.getLong(2), row.getLong(3))
                        + "; add it under exchangeRates");
            }
        }
    }

    void rejectAssets() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(Rules.text(rules, MissingPrice.class, "missing-asset-price.sql"))) {
            if (row.next()) {
                String name = row.getString("name");
                String period = Spoken.period(row.getLong("from_s"), row.getLong("to_s"));
                boolean storage = row.getString("kind").equals("storage");
                throw new UnpricedException("price book " + source + " lacks "
                        + (storage
                                ? "storage class \"" + row.getString("sort") + "\" (volume " + name + ")"
                                : "a load balancer price (service " + name + ")")
                        + " for " + period + "; add it under " + (storage ? "volumes" : "loadBalancers"));
            }
        }
    }
}
