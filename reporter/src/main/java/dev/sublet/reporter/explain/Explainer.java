package dev.sublet.reporter.explain;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Slices;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells amounts apart, level by level. For one question on one connection. */
public final class Explainer {
    private static final BigInteger NONE = BigInteger.ZERO;

    private final Ground ground;
    private final Map<Filter, String> asked;
    private final Map<Filter, String> selection;
    private final Narrowing narrowing;
    private final List<String> path = new ArrayList<>();
    private boolean byHour;

    private Explainer(Ground ground, Map<Filter, String> selection) {
        this.ground = ground;
        this.asked = Map.copyOf(selection);
        this.selection = new EnumMap<>(Filter.class);
        this.selection.putAll(selection);
        this.narrowing = new Narrowing(ground);
    }

    /**
     * Explains what of a period's amounts fits the selection. A level with one part only is gone through.
     *
     * @param terms of a period that is open; a closed one has its own
     * @throws ReportException in one line, with suggestions, when nothing has such a name
     */
    public static Explanation of(Connection connection, Period period, Terms terms, Map<Filter, String> selection)
            throws SQLException {
        return on(Ground.of(connection, period, terms), selection);
    }

    static Explanation on(Ground ground, Map<Filter, String> selection) throws SQLException {
        return new Explainer(ground, selection).explain();
    }

    /** One row of a level. */
    private record Sum(
            List<@Nullable String> values,
            boolean late,
            String resource,
            boolean oneResource,
            BigInteger quantity,
            BigInteger amountNanos) {}

    private Explanation explain() throws SQLException {
        narrowing.requireEach(selection, this::showHours);
        byHour = selection.containsKey(Filter.HOUR);
        Sum whole = sums(Level.ARITHMETIC).get(0);
        for (Level level : Level.values()) {
            if (level == Level.HOUR && !byHour && !toHours()) {
                continue;
            }
            if (level == Level.ARITHMETIC) {
                return answer(whole, level, List.of(), Workings.of(ground, narrowing.where(selection), byHour));
            }
            List<Sum> sums = sums(level);
            if (sums.size() > 1 || (sums.size() == 1 && sums.get(0).late() && level == Level.DAY)) {
                return answer(whole, level, parts(level, sums), List.of());
            }
            if (sums.size() == 1) {
                descend(level, sums.get(0));
            }
        }
        throw new IllegalStateException("the last level answers");
    }

    private void descend(Level level, Sum only) {
        Part part = part(level, only);
        if (!part.name().isEmpty()) {
            path.add(part.name());
        }
        part.narrowing().forEach(selection::putIfAbsent);
    }

    /** Cuts the chosen day by hours where its amounts have hours. */
    private boolean toHours() throws SQLException {
        List<Sum> kinds = sums("charge, coalesce(kind, '')", "");
        boolean hourly = !kinds.isEmpty()
                && kinds.stream()
                        .allMatch(kind -> "usage".equals(kind.values().get(0))
                                && !"fixed".equals(kind.values().get(1))
                                && !kind.late());
        String day = selection.get(Filter.DAY);
        if (!hourly || day == null) {
            return false;
        }
        showHours(day);
        byHour = true;
        return true;
    }

    private void showHours(String day) throws SQLException {
        long dayS = narrowing.dayS(day);
        List<BillingHours.Hour> hours = Query.read(
                ground.connection(),
                "SELECT min(hour_s), max(end_s) FROM hours WHERE day_s = ? HAVING count(*) > 0",
                List.of(dayS),
                row -> new BillingHours.Hour(row.getLong(1), row.getLong(2)));
        if (hours.isEmpty()) {
            throw new ReportException("day " + day + " is not in the period; name a day of it", 2);
        }
        Slices.set(ground.connection(), hours.get(0));
        Ground.execute(ground.connection(), "SET VARIABLE explained_day_s = " + dayS + "::BIGINT");
        Ground.execute(ground.connection(), "SET VARIABLE charges_by_hour = true");
        Ground.execute(ground.connection(), SqlFile.read(Explainer.class, "explained-hour.sql"));
    }

    private List<Sum> sums(Level level) throws SQLException {
        String order = level.isTime()
                ? level.columns().get(0) + " NULLS LAST"
                : "sum(amount_nanos) DESC"
                        + level.columns().stream()
                                .map(c -> ", " + c + " NULLS LAST")
                                .collect(Collectors.joining());
        return sums(String.join(", ", level.columns()), order);
    }

    private List<Sum> sums(String columns, String order) throws SQLException {
        Narrowing.Where where = narrowing.where(selection);
        String sql = "SELECT " + (columns.isEmpty() ? "" : columns + ", ")
                + "bool_and(late) AS late, any_value(resource) AS any_resource, count(DISTINCT resource) = 1 AS one_resource,"
                + " sum(quantity)::VARCHAR AS all_quantity, sum(amount_nanos)::VARCHAR AS all_nanos FROM "
                + (byHour ? "explained_hour" : "explained") + " e WHERE " + where.sql()
                + (columns.isEmpty() ? "" : " GROUP BY " + columns) + (order.isEmpty() ? "" : " ORDER BY " + order);
        int named = columns.isEmpty() ? 0 : columns.split(", (?!')", -1).length;
        return Query.read(ground.connection(), sql, where.values(), row -> sum(row, named));
    }

    private static Sum sum(ResultSet row, int named) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        for (int column = 1; column <= named; column++) {
            values.add(row.getString(column));
        }
        return new Sum(
                values,
                row.getBoolean("late"),
                Objects.requireNonNullElse(row.getString("any_resource"), ""),
                row.getBoolean("one_resource"),
                Query.whole(row, "all_quantity"),
                Query.whole(row, "all_nanos"));
    }

    private List<Part> parts(Level level, List<Sum> sums) {
        return sums.stream().map(sum -> part(level, sum)).toList();
    }

    private Part part(Level level, Sum sum) {
        Map<Filter, String> more = narrowing(level, sum.values());
        boolean measured = sum.oneResource() && sum.quantity().signum() > 0;
        return new Part(
                name(level, sum),
                measured ? Quantities.of(sum.resource(), sum.quantity()) : null,
                measured ? Quantities.unit(sum.resource()) : null,
                sum.amountNanos(),
                more);
    }

    private Map<Filter, String> narrowing(Level level, List<@Nullable String> values) {
        Map<Filter, String> more = new LinkedHashMap<>();
        switch (level) {
            case COST_CENTER -> put(more, Filter.COST_CENTER, values.get(0));
            case CHARGE -> put(more, Filter.CHARGE, values.get(0));
            case VCLUSTER -> {
                put(more, Filter.CLUSTER, values.get(0));
                // Two with one name are told apart by their UIDs alone.
                put(more, Filter.VCLUSTER, values.get(3) == null ? Filter.NONE : values.get(3));
            }
            case CLASS_AND_RESOURCE -> {
                put(more, Filter.CLASS, values.get(0));
                put(more, Filter.RESOURCE, values.get(1));
            }
            case POLICY -> {
                put(more, Filter.POLICY, values.get(0));
                put(more, Filter.SOURCE, values.get(1));
            }
            case DAY -> put(more, Filter.DAY, values.get(0) == null ? null : day(values.get(0)));
            case THING -> {
                put(more, Filter.NODE, values.get(2));
                put(more, Filter.POD, values.get(0) == null ? values.get(1) : values.get(0) + "/" + values.get(1));
            }
            case HOUR ->
                put(more, Filter.HOUR, values.get(0) == null ? null : Words.time(Long.parseLong(values.get(0))));
            case ARITHMETIC -> {}
        }
        return more;
    }

    private static void put(Map<Filter, String> more, Filter filter, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            more.put(filter, value);
        }
    }

    private String day(String dayS) {
        return Instant.ofEpochSecond(Long.parseLong(dayS))
                .atZone(ground.zone())
                .toLocalDate()
                .toString();
    }

    private String name(Level level, Sum sum) {
        List<@Nullable String> values = sum.values();
        String first = values.isEmpty() ? null : values.get(0);
        if (sum.late() && (level == Level.DAY || level == Level.THING)) {
            return "the ledger changed after the close";
        }
        return switch (level) {
            case COST_CENTER -> Words.costCenter(String.valueOf(first));
            case CHARGE -> Named.charge(String.valueOf(first));
            case VCLUSTER ->
                values.get(3) == null
                        ? "outside vclusters on " + first
                        : Objects.requireNonNullElse(values.get(2), String.valueOf(values.get(3))) + " on " + first;
            case CLASS_AND_RESOURCE -> first + " " + values.get(1);
            case POLICY -> first == null ? "" : first + (values.get(1) == null ? "" : ": " + values.get(1));
            case DAY -> first == null ? "" : day(first);
            case THING -> Named.thing(values);
            case HOUR -> first == null ? "" : Words.time(Long.parseLong(first));
            case ARITHMETIC -> "";
        };
    }

    private Explanation answer(Sum whole, Level level, List<Part> parts, List<Working> workings) throws SQLException {
        BigInteger sum = (level == Level.ARITHMETIC
                        ? workings.stream().map(Working::amountNanos)
                        : parts.stream().map(Part::amountNanos))
                .reduce(NONE, BigInteger::add);
        if (!sum.equals(whole.amountNanos())) {
            throw new IllegalStateException(
                    "parts by " + level + " of " + selection + " sum to " + sum + ", not " + whole.amountNanos());
        }
        boolean measured = whole.oneResource() && whole.quantity().signum() > 0;
        BigDecimal quantity = measured ? Quantities.of(whole.resource(), whole.quantity()) : null;
        Map<Filter, String> deeper = new EnumMap<>(Filter.class);
        parts.stream()
                .filter(part -> !part.narrowing().isEmpty())
                .max(Comparator.comparing(part -> part.amountNanos().abs()))
                .ifPresent(part -> {
                    deeper.putAll(selection);
                    deeper.putAll(part.narrowing());
                });
        return new Explanation(
                ground.period(),
                ground.terms().prices().currency(),
                ground.closed(),
                Map.copyOf(selection),
                List.copyOf(path),
                quantity,
                measured ? Quantities.unit(whole.resource()) : null,
                whole.amountNanos(),
                Shown.of(ground, narrowing, asked),
                level,
                parts,
                workings,
                deeper,
                notes());
    }

    private List<String> notes() {
        return ground.closed() == null
                ? List.of()
                : List.of(
                        ground.closed() + " is closed; this is made from the prices, policies and owners of its close");
    }
}
