package dev.sublet.reporter.allocation;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.ledger.calendar.BillingZone;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.absence.Retired;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.terms.Terms;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands the cost of nodes, volumes and load balancers to those who held them, hour by hour. All arithmetic is in the SQL
 * files beside this class, one step each; this class runs them in order. Each leaves a temporary table or view with its own name
 * on the connection; {@code charge_day} is the result. Views are evaluated slice by slice, which bounds the memory: a table that is
 * replaced keeps its memory until the reader's transaction ends. Stateless.
 */
public final class Allocation {
    /** The bills that count: from here on it is known what the period has. */
    private static final String BILL = "01a-bill.sql";

    /** Tables, made once for the whole period. */
    static final List<String> ONCE = List.of(
            "resource-key.sql",
            "commitment-fits.sql",
            "00-draft-bill.sql",
            "01-watched.sql",
            BILL,
            "01b-billed.sql",
            "02-node-rate.sql",
            "02a-commitments.sql",
            "03-asset-rate.sql",
            "04-owner.sql",
            "04-owner-namespace.sql",
            "04-payer.sql",
            "04-asking.sql");

    /** Once for each commitment, in their order. */
    static final String COMMITMENT = "02b-commitment.sql";

    /** Says in a variable whether hours need to be summed up before they are used. */
    private static final String SINGLE = "07-single-hours.sql";

    /** Views, each on those before it; they show the slice of hours that is worked on. */
    static final List<String> VIEWS = List.of(
            "05-node-hour.sql",
            "06-node-part.sql",
            "08-pod-hour.sql",
            "09-share-hour.sql",
            "11-asset-hour.sql",
            "11a-network-hour.sql",
            "12-sole-payer.sql",
            "13-owner-part.sql",
            "14-charge.sql");

    /** Views of the slice, resource by resource, for proofs and advice alone: binding a view takes as long as running a step. */
    static final List<String> PROOFS = List.of("09-weight.sql", "10-share.sql");

    /** What is kept of a slice. */
    static final String CHARGE_DAY = "15-charge-day.sql";

    /** What costs by time alone. */
    static final String FIXED = "15a-fixed.sql";

    /** What the charges of all slices together are for. */
    static final List<String> THINGS = List.of("16-thing.sql", "17-subject.sql");

    /** What follows from charges and from what policies made of them; the last is the result. */
    static final List<String> RESULT = List.of("18-posting.sql", "19-line.sql");

    private Allocation() {}

    /**
     * Allocates the cost of {@code [fromS, toS)}, both whole hours of the ledger's billing zone. Where the ledger saw less
     * than that, only what it saw is allocated.
     *
     * @throws ReportException when an end is inside an hour, there is no data, or a price is missing
     */
    public static void run(Connection connection, long fromS, long toS, Terms terms) throws SQLException {
        run(connection, fromS, toS, terms, slice -> {});
    }

    /** Likewise; {@code look} is called for each slice of hours while the views show it. */
    public static void run(Connection connection, long fromS, long toS, Terms terms, Slices.Work look)
            throws SQLException {
        ZoneId zone = billingZone(connection);
        terms.calendar().requireZone(zone);
        requireHour("from", fromS, zone);
        requireHour("to", toS, zone);
        Retired.rejectHours(connection, fromS, toS);
        Slices.set(connection, new BillingHours.Hour(fromS, toS));
        nameHours(connection, fromS, toS);
        int rules = Rules.of(connection);
        Inputs inputs = new Inputs(connection, zone, rules);
        inputs.load(fromS, toS, new BillingHours(zone).over(fromS, toS), terms.prices());
        inputs.loadOwners(terms.owners());
        inputs.loadPayers(terms.policies().costCenters());
        Presence presence = once(connection, rules, fromS, toS, terms, true);
        execute(connection, rules, SINGLE);
        for (String view : VIEWS) {
            execute(connection, rules, presence.step(view));
        }
        Slices.each(connection, slice -> {
            execute(connection, rules, CHARGE_DAY);
            look.on(slice);
        });
        execute(connection, rules, presence.step(FIXED));
        for (String step : THINGS) {
            execute(connection, rules, step);
        }
    }

    /** The steps that are made once; refuses what lacks a price, if that is wished. */
    private static Presence once(
            Connection connection, int rules, long fromS, long toS, Terms terms, boolean refusesUnpriced)
            throws SQLException {
        MissingPrice missing =
                new MissingPrice(connection, rules, terms.prices().source());
        @Nullable Presence presence = null;
        for (String step : ONCE) {
            execute(connection, rules, presence == null ? step : presence.step(step));
            if (step.equals(BILL)) {
                presence = Presence.of(connection);
            } else if (step.equals("01-watched.sql")) {
                MissingData.rejectEmpty(connection, fromS, toS);
            } else if (refusesUnpriced) {
                switch (step) {
                    case "01b-billed.sql" -> missing.rejectBills();
                    case "02-node-rate.sql" -> missing.rejectNodes();
                    case "02a-commitments.sql" ->
                        commit(connection, rules, terms.prices().commitments().size());
                    case "03-asset-rate.sql" -> missing.rejectAssets();
                    default -> {}
                }
            }
        }
        return Objects.requireNonNull(presence, BILL);
    }

    /** Makes the views {@code weight} and {@code share} of the slice that is worked on; the allocation's views must be there. */
    public static void showShares(Connection connection) throws SQLException {
        for (String view : PROOFS) {
            execute(connection, view);
        }
    }

    /** From here on a period in which nothing was watched is allocated on this connection, as long as it is behind the ledger's first tick. */
    public static void allowEmpty(Connection connection) throws SQLException {
        MissingData.allowEmpty(connection);
    }

    /**
     * Leaves {@code node_rate} and {@code asset_rate} of {@code [fromS, toS)} on the connection, with nothing where a price is missing.
     *
     * @throws ReportException when there is no data
     */
    public static void rates(Connection connection, long fromS, long toS, Terms terms) throws SQLException {
        ZoneId zone = billingZone(connection);
        int rules = Rules.of(connection);
        Inputs inputs = new Inputs(connection, zone, rules);
        inputs.load(fromS, toS, new BillingHours(zone).over(fromS, toS), terms.prices());
        inputs.loadOwners(terms.owners());
        once(connection, rules, fromS, toS, terms, false);
    }

    /**
     * Prices nodes that are not there, as step 02 prices those that are: leaves {@code candidate_rate}, with the columns of {@code node_rate}, made of
     * {@code candidate_node}, which has the columns of {@code node_span}. The inputs' tables must be on the connection. A missing price leaves NULL.
     */
    public static void rateCandidates(Connection connection) throws SQLException {
        String step = Rules.text(connection, Allocation.class, "02-node-rate.sql");
        String other = step.replace("TEMP TABLE node_rate AS", "TEMP TABLE candidate_rate AS")
                .replace("FROM node_span s\n", "FROM candidate_node s\n");
        if (other.contains("node_span s\n")
                || !other.contains("candidate_rate")
                || !other.contains("candidate_node s")) {
            throw new IllegalStateException("02-node-rate.sql no longer says where it reads and what it makes");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(other);
        }
    }

    private static void commit(Connection connection, int rules, int commitments) throws SQLException {
        for (int number = 1; number <= commitments; number++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET VARIABLE commitment = " + number);
            }
            execute(connection, rules, COMMITMENT);
        }
    }

    /** Makes the view {@code posting} of charges and of what policies handed on. */
    public static void post(Connection connection) throws SQLException {
        execute(connection, "18-posting.sql");
    }

    /** Adds what was booked in the period by hand or by a restatement. */
    public static void book(Connection connection) throws SQLException {
        execute(connection, "18-booked.sql");
    }

    /** Sums postings up as the table {@code line}. */
    public static void sumUp(Connection connection) throws SQLException {
        execute(connection, "19-line.sql");
    }

    /** The texts of all steps by their names, in the order in which they run; policies run between the third part and the last. */
    public static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> steps = new ArrayList<>(List.of("00-inputs.sql", "04-owner-inputs.sql"));
        steps.addAll(ONCE);
        steps.add(SINGLE);
        steps.addAll(VIEWS);
        steps.addAll(PROOFS);
        steps.add(CHARGE_DAY);
        steps.addAll(THINGS);
        steps.add("18-booked.sql");
        steps.addAll(RESULT);
        steps.addAll(steps.stream().map(Presence::standIn).toList());
        steps.stream().distinct().sorted().forEach(step -> texts.put(step, SqlFile.read(Allocation.class, step)));
        return texts;
    }

    private static void execute(Connection connection, String step) throws SQLException {
        execute(connection, Rules.of(connection), step);
    }

    private static void execute(Connection connection, int rules, String step) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Rules.text(rules, Allocation.class, step));
        }
    }

    /**
     * Loads the billing hours that share a second with {@code [fromS, toS)} into the temporary table {@code hours}, for
     * queries that need nothing else.
     */
    public static void loadHours(Connection connection, long fromS, long toS) throws SQLException {
        nameHours(connection, fromS, toS);
        ZoneId zone = billingZone(connection);
        new Inputs(connection, zone, Rules.of(connection)).loadHours(new BillingHours(zone).over(fromS, toS));
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
