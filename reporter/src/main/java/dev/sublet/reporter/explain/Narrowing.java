package dev.sublet.reporter.explain;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.Spelling;
import dev.sublet.reporter.statement.Words;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Filters as conditions over amounts, and what to say when one fits nothing. */
final class Narrowing {
    private static final int SUGGESTIONS = 3;

    private final Ground ground;

    Narrowing(Ground ground) {
        this.ground = ground;
    }

    /** A condition with places, and what goes there. */
    record Where(String sql, List<Object> values) {}

    /** Makes amounts of a day's hours. */
    @FunctionalInterface
    interface Hours {
        void show(String day) throws SQLException;
    }

    Where where(Map<Filter, String> selection) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        List<Object> values = new ArrayList<>();
        for (Filter filter : Filter.values()) {
            String written = selection.get(filter);
            if (written != null) {
                conditions.add(filter.condition());
                values.addAll(Collections.nCopies(filter.places(), value(filter, written)));
            }
        }
        return new Where(String.join(" AND ", conditions), values);
    }

    private Object value(Filter filter, String written) {
        return switch (filter) {
            case DAY -> dayS(written);
            case HOUR -> hourS(written);
            default -> written;
        };
    }

    long dayS(String day) {
        try {
            return LocalDate.parse(day).atStartOfDay(ground.zone()).toEpochSecond();
        } catch (DateTimeException e) {
            throw new ReportException("day \"" + day + "\" is not a day; write it as 2026-11-03", 2, e);
        }
    }

    private static long hourS(String hour) {
        try {
            return Instant.parse(hour).getEpochSecond();
        } catch (DateTimeException e) {
            throw new ReportException("hour \"" + hour + "\" is not a time; write it as 2026-11-03T14:00:00Z", 2, e);
        }
    }

    /** Refuses the first filter that leaves nothing of what those before it left. An hour names its day. */
    void requireEach(Map<Filter, String> selection, Hours hours) throws SQLException {
        String hour = selection.get(Filter.HOUR);
        if (hour != null) {
            String day = Instant.ofEpochSecond(hourS(hour))
                    .atZone(ground.zone())
                    .toLocalDate()
                    .toString();
            String named = selection.putIfAbsent(Filter.DAY, day);
            if (named != null && !named.equals(day)) {
                throw new ReportException("hour " + hour + " is not in day " + named + "; leave --day out", 2);
            }
        }
        Map<Filter, String> soFar = new EnumMap<>(Filter.class);
        if (count(soFar, "explained") == 0) {
            throw new ReportException("nothing costs anything in " + ground.period(), 2);
        }
        for (Filter filter : Filter.values()) {
            String written = selection.get(filter);
            if (written == null) {
                continue;
            }
            String table = "explained";
            if (filter == Filter.HOUR) {
                hours.show(Objects.requireNonNull(selection.get(Filter.DAY)));
                table = "explained_hour";
            }
            Map<Filter, String> before = new EnumMap<>(soFar);
            soFar.put(filter, written);
            if (count(soFar, table) == 0) {
                throw new ReportException(nothing(filter, written, before, table), 2);
            }
        }
    }

    private long count(Map<Filter, String> selection, String table) throws SQLException {
        Where where = where(selection);
        return Query.read(
                        ground.connection(),
                        "SELECT count(*) FROM " + table + " e WHERE " + where.sql(),
                        where.values(),
                        row -> row.getLong(1))
                .get(0);
    }

    private String nothing(Filter filter, String written, Map<Filter, String> before, String table)
            throws SQLException {
        Where where = where(before);
        List<String> names = Query.read(
                ground.connection(),
                filter == Filter.LINE
                        ? "SELECT line::VARCHAR FROM explained_line ORDER BY line"
                        : "SELECT DISTINCT " + filter.names() + "::VARCHAR AS a_name FROM " + table
                                + " e WHERE a_name IS NOT NULL AND " + where.sql() + " ORDER BY a_name",
                filter == Filter.LINE ? List.of() : where.values(),
                row -> Objects.requireNonNull(row.getString(1)));
        String among = before.isEmpty()
                ? ground.period().toString()
                : before.values().stream().collect(Collectors.joining(", "));
        return filter.title() + " \"" + written + "\" has no amount in " + among
                + (names.isEmpty()
                        ? ""
                        : "; there is "
                                + names.stream()
                                        .map(name -> shown(filter, name))
                                        .sorted(Comparator.comparingInt(
                                                        (String name) -> Spelling.distance(name, written))
                                                .thenComparing(name -> name))
                                        .limit(SUGGESTIONS)
                                        .collect(Collectors.joining(", "))
                                + (names.size() > SUGGESTIONS ? " and " + (names.size() - SUGGESTIONS) + " more" : ""));
    }

    private String shown(Filter filter, String name) {
        return switch (filter) {
            case DAY ->
                Instant.ofEpochSecond(Long.parseLong(name))
                        .atZone(ground.zone())
                        .toLocalDate()
                        .toString();
            case HOUR -> Words.time(Long.parseLong(name));
            case COST_CENTER -> Words.costCenter(name);
            default -> name;
        };
    }
}
