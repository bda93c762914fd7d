package dev.sublet.reporter.allocation;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.ledger.calendar.BillingZone;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.absence.Retired;
import dev.sublet.reporter.price.PriceBook;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Hands the cost of nodes, volumes and load balancers to those who held them, hour by hour. All arithmetic is in the SQL
 * files beside this class, one step each; this class runs them in order. Each leaves a temporary table or view with its own name
 * on the connection; {@code line} is the result. Views are evaluated slice by slice, which bounds the memory: a table that is
 * replaced keeps its memory until the reader's transaction ends. Stateless.
 */
public final class Allocation {
    /** Tables, made once for the whole period. */
    static final List<String> ONCE = List.of("01-watched.sql", "02-node-rate.sql", "03-asset-rate.sql");

    /** Views, each on those before it; they show the slice of hours that is worked on. */
    static final List<String> VIEWS = List.of(
            "04-node-hour.sql",
            "05-node-part.sql",
            "06-pod.sql",
            "07-pod-hour.sql",
            "08-weight.sql",
            "09-share.sql",
            "10-asset-hour.sql",
            "11-holding.sql",
            "12-owner-part.sql",
            "13-charge.sql");

    /** What is kept of a slice. */
    static final String SLICE_LINE = "14-slice-line.sql";

    /** The result. */
    static final String LINE = "15-line.sql";

    private Allocation() {}

    /**
     * Allocates the cost of {@code [fromS, toS)}, both whole hours of the ledger's billing zone. Where the ledger saw less
     * than that, only what it saw is allocated.
     *
     * @throws ReportException when an end is inside an hour, there is no data, or a price is missing
     */
    public static void run(Connection connection, long fromS, long toS, PriceBook book) throws SQLException {
        run(connection, fromS, toS, book, slice -> {});
    }

    /** Likewise; {@code look} is called for each slice of hours while the views show it. */
    public static void run(Connection connection, long fromS, long toS, PriceBook book, Slices.Work look)
            throws SQLException {
        ZoneId zone = billingZone(connection);
        requireHour("from", fromS, zone);
        requireHour("to", toS, zone);
        Retired.rejectHours(connection, fromS, toS);
        Slices.set(connection, new BillingHours.Hour(fromS, toS));
        nameHours(connection, fromS, toS);
        new Inputs(connection).load(fromS, toS, new BillingHours(zone).over(fromS, toS), book);
        for (String step : ONCE) {
            execute(connection, step);
            switch (step) {
                case "01-watched.sql" -> MissingData.rejectEmpty(connection, fromS, toS);
                case "02-node-rate.sql" -> MissingPrice.rejectNodes(connection, book.source());
                case "03-asset-rate.sql" -> MissingPrice.rejectAssets(connection, book.source());
                default -> {}
            }
        }
        for (String view : VIEWS) {
            execute(connection, view);
        }
        Slices.each(connection, slice -> {
            execute(connection, SLICE_LINE);
            look.on(slice);
        });
        execute(connection, LINE);
    }

    private static void execute(Connection connection, String step) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlFile.read(Allocation.class, step));
        }
    }

    /**
     * Loads the billing hours that share a second with {@code [fromS, toS)} into the temporary table {@code hours}, for
     * queries that need nothing else.
     */
    public static void loadHours(Connection connection, long fromS, long toS) throws SQLException {
        nameHours(connection, fromS, toS);
        new Inputs(connection).loadHours(new BillingHours(billingZone(connection)).over(fromS, toS));
    }

    /**
     * Makes the temporary macro {@code billing_hour}, the start of the billing hour that a second of {@code [fromS, toS)} lies in. The ledger keeps
     * hours by parts where UTC's hours cut them, so {@code billing_hour(hour_s)} tells what belongs together.
     */
    public static void nameHours(Connection connection, long fromS, long toS) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP MACRO billing_hour(at_s) AS ("
                    + new BillingHours(billingZone(connection)).startSql("at_s", fromS, toS) + ")");
        }
    }

    /** The whole billing hours that hold every second at which a cluster was watched; empty for an empty ledger. */
    public static Optional<BillingHours.Hour> wholeLedger(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT min(first_tick_s), max(last_tick_s) FROM cluster"
                        + " WHERE first_tick_s < last_tick_s HAVING count(*) > 0")) {
            if (!row.next()) {
                return Optional.empty();
            }
            List<BillingHours.Hour> hours =
                    new BillingHours(billingZone(connection)).over(row.getLong(1), row.getLong(2));
            return Optional.of(new BillingHours.Hour(
                    hours.get(0).fromS(), hours.get(hours.size() - 1).toS()));
        }
    }

    /** The zone whose hours this ledger bills, UTC when it says none. */
    public static ZoneId billingZone(Connection connection) throws SQLException {
        return BillingZone.of(connection);
    }

    private static void requireHour(String end, long atS, ZoneId zone) {
        BillingHours hours = new BillingHours(zone);
        if (!hours.isStart(atS)) {
            String name = zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : "the billing zone " + zone;
            throw new ReportException(
                    end + " " + Instant.ofEpochSecond(atS) + " is inside an hour of " + name
                            + "; give a whole hour such as "
                            + Instant.ofEpochSecond(
                                    hours.over(atS, atS + 1).get(0).fromS()),
                    2);
        }
    }
}
