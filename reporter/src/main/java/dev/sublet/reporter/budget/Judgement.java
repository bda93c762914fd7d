package dev.sublet.reporter.budget;

import dev.sublet.reporter.anomaly.UnusualDays;
import dev.sublet.reporter.forecast.Medians;
import dev.sublet.reporter.sql.SqlFile;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks for unusual days of cost centers and vclusters while {@code day_part} is on the connection. For one connection. */
final class Judgement {
    private static final int FOUND_MAX = 50;
    private static final int CONTRIBUTORS = 2;
    private static final int WEEKS = 8;

    private final Connection connection;
    private final Window window;
    private final DayCosts costs;
    private final BigInteger floorNanos;

    Judgement(Connection connection, Window window, DayCosts costs, BigInteger floorNanos) {
        this.connection = connection;
        this.window = window;
        this.costs = costs;
        this.floorNanos = floorNanos;
    }

    /** Something whose days are judged. */
    private record Subject(
            @Nullable String costCenter,
            @Nullable String cluster,
            @Nullable String vclusterUid,
            UnusualDays.Found found) {}

    /** At most {@link #FOUND_MAX}, the largest differences, in the order of days. */
    List<UnusualDay> unusual() throws SQLException {
        List<Subject> found = new ArrayList<>();
        for (String costCenter : new TreeSet<>(
                costs.places().keySet().stream().map(Place::costCenter).toList())) {
            judge(place -> place.costCenter().equals(costCenter))
                    .forEach(day -> found.add(new Subject(costCenter, null, null, day)));
        }
        Map<String, Place> vclusters = new java.util.LinkedHashMap<>();
        costs.places().keySet().stream()
                .filter(place -> place.vclusterUid() != null)
                .forEach(place -> vclusters.putIfAbsent(place.cluster() + "/" + place.vclusterUid(), place));
        for (Place vcluster : vclusters.values()) {
            judge(place -> same(place, vcluster))
                    .forEach(day -> found.add(new Subject(null, vcluster.cluster(), vcluster.vclusterUid(), day)));
        }
        found.sort(Comparator.comparing(
                (Subject each) -> each.found().differenceNanos().abs(), Comparator.reverseOrder()));
        List<UnusualDay> days = new ArrayList<>();
        for (Subject subject : found.subList(0, Math.min(found.size(), FOUND_MAX))) {
            days.add(explained(subject));
        }
        days.sort(Comparator.comparing(UnusualDay::day)
                .thenComparing(UnusualDay::costCenter)
                .thenComparing(day -> Objects.requireNonNullElse(day.vcluster(), "")));
        return days;
    }

    private static boolean same(Place place, Place other) {
        return place.cluster().equals(other.cluster()) && Objects.equals(place.vclusterUid(), other.vclusterUid());
    }

    private List<UnusualDays.Found> judge(Predicate<Place> which) {
        return UnusualDays.in(
                costs.sum(DayCosts.Sort.USAGE, which),
                costs.first(),
                window.index(window.period().fromS()),
                day -> !costs.unknown().contains(day),
                floorNanos);
    }

    /** A class and resource of a vcluster. */
    private record Part(String costCenter, @Nullable String vcluster, String podClass, String resource) {}

    private UnusualDay explained(Subject subject) throws SQLException {
        LocalDate day = costs.first().plusDays(subject.found().day());
        List<LocalDate> sameWeekdays = new ArrayList<>();
        for (int week = 1; week <= WEEKS && !day.minusWeeks(week).isBefore(costs.first()); week++) {
            sameWeekdays.add(day.minusWeeks(week));
        }
        List<LocalDate> all = new ArrayList<>(sameWeekdays);
        all.add(day);
        Map<Part, Map<LocalDate, BigInteger>> parts = parts(subject, all);
        Map<String, BigInteger> payers = new HashMap<>();
        List<Contributor> contributors = new ArrayList<>();
        String vcluster = null;
        for (Map.Entry<Part, Map<LocalDate, BigInteger>> part : parts.entrySet()) {
            BigInteger now = part.getValue().getOrDefault(day, BigInteger.ZERO);
            List<BigInteger> before = sameWeekdays.stream()
                    .map(each -> part.getValue().getOrDefault(each, BigInteger.ZERO))
                    .toList();
            BigInteger usual = before.isEmpty() ? BigInteger.ZERO : Medians.of(before);
            contributors.add(new Contributor(
                    part.getKey().vcluster(),
                    part.getKey().podClass(),
                    part.getKey().resource(),
                    now.subtract(usual)));
            payers.merge(part.getKey().costCenter(), now, BigInteger::add);
            vcluster = part.getKey().vcluster();
        }
        int sign = subject.found().differenceNanos().signum();
        contributors.sort(Comparator.comparing(each -> each.differenceNanos().multiply(BigInteger.valueOf(-sign))));
        String payer = subject.costCenter() != null
                ? subject.costCenter()
                : Collections.max(
                                payers.entrySet(),
                                Map.Entry.<String, BigInteger>comparingByValue()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .getKey();
        return new UnusualDay(
                day,
                payer,
                subject.costCenter() != null ? null : vcluster,
                subject.found().expectedNanos(),
                subject.found().actualNanos(),
                contributors.subList(0, Math.min(CONTRIBUTORS, contributors.size())));
    }

    private Map<Part, Map<LocalDate, BigInteger>> parts(Subject subject, List<LocalDate> days) throws SQLException {
        Map<Part, Map<LocalDate, BigInteger>> parts = new java.util.LinkedHashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(SqlFile.read(Judgement.class, "parts-of-days.sql"))) {
            select.setString(1, subject.costCenter());
            select.setString(2, subject.costCenter());
            select.setString(3, subject.vclusterUid());
            select.setString(4, subject.cluster());
            select.setString(5, subject.vclusterUid());
            select.setString(
                    6,
                    days.stream().map(day -> Long.toString(window.startS(day))).collect(Collectors.joining(",")));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Part part = new Part(
                            row.getString("cost_center"),
                            row.getString("vcluster"),
                            row.getString("class"),
                            row.getString("resource"));
                    parts.computeIfAbsent(part, each -> new HashMap<>())
                            .merge(
                                    window.day(row.getLong("day_s")),
                                    new BigInteger(row.getString("amount_nanos")),
                                    BigInteger::add);
                }
            }
        }
        return parts;
    }
}
