package dev.sublet.reporter.advice;

import dev.sublet.reporter.advice.Advice.Kind;
import dev.sublet.reporter.advice.Advice.Part;
import dev.sublet.reporter.advice.Advice.Target;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.overhead.Assumption;
import dev.sublet.reporter.overhead.Assumptions;
import dev.sublet.reporter.overhead.Vcluster;
import dev.sublet.reporter.sql.SqlFile;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Looks for what could be paid less. All savings are of the ledger's own rows and prices. For one statement; not thread-safe. */
public final class Advisor {
    private static final BigInteger NANOS = BigInteger.TEN.pow(9);
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private final Connection connection;
    private final Assumptions assumptions;
    private final Map<List<String>, Vcluster> vclusters = new LinkedHashMap<>();
    private final List<Advice> found = new ArrayList<>();
    /** The number of each smaller request in SQL. */
    private final Map<Advice, Long> requests = new HashMap<>();

    private Advisor(Connection connection, List<Vcluster> vclusters, Assumptions assumptions) {
        this.connection = connection;
        this.assumptions = assumptions;
        vclusters.forEach(vcluster -> this.vclusters.put(List.of(vcluster.cluster(), vcluster.uid()), vcluster));
    }

    /** Of the statement that was made last on the connection; {@code vclusters} must be of its tables, which are still there. */
    public static Advices of(Connection connection, List<Vcluster> vclusters, Assumptions assumptions)
            throws SQLException {
        Advisor advisor = new Advisor(connection, vclusters, assumptions);
        advisor.prepare();
        advisor.hours();
        advisor.stores();
        advisor.merges();
        advisor.requests();
        List<Advice> ranked = Advices.ranked(
                advisor.found,
                BigInteger.valueOf(assumptions.of(Assumption.FLOOR)).multiply(NANOS));
        return new Advices(ranked, Advices.total(ranked), advisor.rooms(ranked), advisor.words());
    }

    private void prepare() throws SQLException {
        for (Assumption assumption : Assumption.values()) {
            execute("SET VARIABLE " + assumption.name().toLowerCase(Locale.ROOT) + " = " + assumptions.of(assumption)
                    + "::BIGINT");
        }
        execute(SqlFile.read(Advisor.class, "clock.sql"));
        QuietTimes.load(
                connection,
                Allocation.billingZone(connection),
                assumptions.of(Assumption.NIGHT_FROM),
                assumptions.of(Assumption.NIGHT_TO));
        execute(SqlFile.read(Advisor.class, "hours.sql"));
        execute(SqlFile.read(Advisor.class, "chosen.sql"));
    }

    /** What need not run all the time, or not at all. */
    private void hours() throws SQLException {
        Allocation.showShares(connection);
        try (java.sql.Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SqlFile.read(Advisor.class, "unpaid.sql"))) {
            while (row.next()) {
                Vcluster vcluster = vcluster(row);
                BigInteger saved = new BigInteger(row.getString("saved_nanos"));
                long seconds = row.getLong("seconds");
                Map<String, String> numbers = new LinkedHashMap<>();
                numbers.put("idleHours", Saving.hours(seconds));
                numbers.put("auditLog", row.getBoolean("audited") ? "nobody asked anything" : "not kept");
                if (row.getString("kind").equals("pause")) {
                    String times = row.getString("quiet_times")
                            .replace("night", "nights")
                            .replace("weekend", "weekends");
                    numbers.put("quietTimes", times);
                    add(
                            Kind.PAUSE,
                            List.of(new Target(vcluster, Kind.PAUSE.parts(), saved)),
                            Saving.month(saved, Saving.watchedS(vcluster)),
                            "idle in " + Saving.hours(seconds) + " hours of " + times.replace(",", " and ")
                                    + (row.getBoolean("audited") ? ", and nobody asked it anything then" : "")
                                    + "; its volumes stay",
                            numbers);
                } else {
                    BigInteger kept = new BigInteger(row.getString("kept_nanos"));
                    long days = assumptions.of(Assumption.IDLE_DAYS);
                    numbers.put("days", Long.toString(days));
                    numbers.put("volumesAndLoadBalancers", Saving.exact(kept));
                    add(
                            Kind.IDLE,
                            List.of(new Target(vcluster, Kind.IDLE.parts(), saved)),
                            Saving.month(saved, days * 86_400),
                            (row.getBoolean("has_tenants") ? "no use to speak of" : "no tenant's pod") + " in the last "
                                    + days + " days"
                                    + (kept.signum() == 0
                                            ? ""
                                            : "; deleting it also ends its volumes and load balancers, "
                                                    + Saving.money(kept) + " in this period"),
                            numbers);
                }
            }
        }
    }

    private void stores() throws SQLException {
        try (java.sql.Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SqlFile.read(Advisor.class, "store.sql"))) {
            while (row.next()) {
                Vcluster vcluster = vcluster(row);
                BigInteger cost = new BigInteger(row.getString("cost_nanos"));
                long share = assumptions.of(Assumption.STORE_PERCENT);
                BigInteger saved =
                        cost.multiply(BigInteger.valueOf(100 - share)).divide(HUNDRED);
                if (vcluster.isThere()) {
                    Map<String, String> numbers = new LinkedHashMap<>();
                    numbers.put("storeCost", Saving.exact(cost));
                    numbers.put("volumeCost", Saving.exact(new BigInteger(row.getString("volume_nanos"))));
                    numbers.put("storePercent", Long.toString(share));
                    add(
                            Kind.SHARED_STORE,
                            List.of(new Target(vcluster, Kind.SHARED_STORE.parts(), saved)),
                            Saving.month(saved, Saving.watchedS(vcluster)),
                            "its own etcd costs " + Saving.money(cost)
                                    + " in this period; an embedded or shared SQL store is"
                                    + " taken to cost " + share
                                    + " % of that. A store cannot be changed in place: it takes a"
                                    + " new vcluster",
                            numbers);
                }
            }
        }
    }

    /** Small vclusters of one cost center in one host cluster. */
    private void merges() throws SQLException {
        Map<List<String>, List<Vcluster>> groups = new TreeMap<>(Comparator.comparing(List::toString));
        try (java.sql.Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SqlFile.read(Advisor.class, "main-payer.sql"))) {
            while (row.next()) {
                Vcluster vcluster = vcluster(row);
                BigInteger least =
                        vcluster.costNanos().multiply(BigInteger.valueOf(assumptions.of(Assumption.MERGE_PERCENT)));
                if (vcluster.isThere()
                        && !vcluster.asleepLast()
                        && vcluster.tenantNanos().signum() > 0
                        && vcluster.overheadNanos().multiply(HUNDRED).compareTo(least) > 0) {
                    groups.computeIfAbsent(
                                    List.of(vcluster.cluster(), row.getString("cost_center")), any -> new ArrayList<>())
                            .add(vcluster);
                }
            }
        }
        groups.forEach((key, group) -> merge(key.get(1), group));
    }

    private void merge(String costCenter, List<Vcluster> group) {
        if (group.size() < 2) {
            return;
        }
        group.sort(Comparator.comparing(Vcluster::overheadNanos).reversed().thenComparing(Vcluster::uid));
        Vcluster kept = group.get(0);
        List<Target> targets = group.stream()
                .skip(1)
                .map(vcluster -> new Target(vcluster, Kind.MERGE.parts(), vcluster.overheadNanos()))
                .toList();
        BigInteger overhead = group.stream().map(Vcluster::overheadNanos).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger cost = group.stream().map(Vcluster::costNanos).reduce(BigInteger.ZERO, BigInteger::add);
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("costCenter", costCenter);
        numbers.put("into", String.valueOf(kept.name()));
        numbers.put("overhead", Saving.exact(overhead));
        numbers.put("cost", Saving.exact(cost));
        add(
                Kind.MERGE,
                targets,
                Saving.month(overhead.subtract(kept.overheadNanos()), Saving.watchedS(kept)),
                group.size() + " vclusters of " + costCenter + " spend " + Saving.percent(overhead, cost)
                        + " % of their cost on overhead; one of them, such as " + kept.name() + ", could hold all",
                numbers);
    }

    private void requests() throws SQLException {
        execute(SqlFile.read(Advisor.class, "requests.sql"));
        try (java.sql.Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SqlFile.read(Advisor.class, "smaller.sql"))) {
            while (row.next()) {
                Vcluster vcluster = vcluster(row);
                BigInteger saved = new BigInteger(row.getString("saved_nanos"));
                if (vcluster.isThere()) {
                    Part part = Part.valueOf(row.getString("part").toUpperCase(Locale.ROOT));
                    add(
                            Kind.SMALLER_REQUESTS,
                            List.of(new Target(vcluster, Set.of(part), saved)),
                            Saving.month(saved, Saving.watchedS(vcluster)),
                            RequestWords.reason(row),
                            RequestWords.numbers(row));
                    requests.put(found.get(found.size() - 1), row.getLong("number"));
                }
            }
        }
    }

    /** Of the smaller requests that are counted. */
    private List<Advices.Room> rooms(List<Advice> ranked) throws SQLException {
        execute("CREATE OR REPLACE TEMP TABLE counted_request (number BIGINT NOT NULL)");
        List<String> counted = new ArrayList<>();
        requests.forEach((advice, number) -> {
            if (ranked.stream()
                    .anyMatch(each -> each.counted()
                            && each.reason().equals(advice.reason())
                            && each.targets().equals(advice.targets()))) {
                counted.add("(" + number + ")");
            }
        });
        if (counted.isEmpty()) {
            return List.of();
        }
        execute("INSERT INTO counted_request VALUES " + String.join(", ", counted));
        List<Advices.Room> rooms = new ArrayList<>();
        try (java.sql.Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(SqlFile.read(Advisor.class, "room.sql"))) {
            while (row.next()) {
                rooms.add(new Advices.Room(
                        row.getString("cluster"),
                        row.getString("cluster_name"),
                        row.getString("instance_type"),
                        row.getLong("spare_nodes"),
                        row.getLong("spare_after"),
                        new BigInteger(row.getString("month_nanos"))));
            }
        }
        return rooms;
    }

    private void add(Kind kind, List<Target> targets, BigInteger month, String reason, Map<String, String> numbers) {
        BigInteger saved = targets.stream().map(Target::savedNanos).reduce(BigInteger.ZERO, BigInteger::add);
        found.add(new Advice(0, kind, targets, saved, month, reason, numbers, List.of(), false));
    }

    private Vcluster vcluster(ResultSet row) throws SQLException {
        List<String> key = List.of(row.getString("cluster"), row.getString("vcluster_uid"));
        Vcluster vcluster = vclusters.get(key);
        if (vcluster == null) {
            throw new IllegalStateException("vcluster " + key + " has a cost and no sums");
        }
        return vcluster;
    }

    private void execute(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> words() {
        return List.of(
                "a month is 730 hours, at the pace of this period; savings are what was charged for the things in question",
                "what is freed becomes idle on the host first: money is saved when nodes are taken away",
                "advice that excludes a larger saving of the same vcluster is not part of the total",
                "idle: an hour in which tenants used less CPU than " + assumptions.of(Assumption.IDLE_PERCENT)
                        + " % of their requests, or than " + assumptions.of(Assumption.IDLE_MILLICORES)
                        + " millicores in all, and no person asked anything where the audit log is kept",
                "nights are from " + assumptions.of(Assumption.NIGHT_FROM) + " to "
                        + assumptions.of(Assumption.NIGHT_TO) + " o'clock of the billing zone",
                "smaller requests keep " + assumptions.of(Assumption.HEADROOM_PERCENT)
                        + " % above the highest use of an hour; only what never used more than it requested is named");
    }
}
