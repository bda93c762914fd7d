package dev.sublet.reporter.explain;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.Spelling;
import dev.sublet.reporter.explain.BridgeSide.Fact;
import dev.sublet.reporter.explain.BridgeSide.Payer;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Rounding;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares two periods. Stateless. */
public final class Bridges {
    private static final int CAUSES = 5;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Bridges() {}

    /** What is compared. */
    public record Asked(
            Period period,
            String name,
            Period before,
            String nameBefore,
            @Nullable String costCenter,
            boolean byVcluster) {}

    /**
     * The bridge from one period to another.
     *
     * @param terms of periods that are open; closed ones have their own
     * @throws ReportException when the currencies differ, or no such cost center pays in either
     */
    public static Bridge of(Connection connection, Asked asked, Terms terms) throws SQLException {
        BridgeSide before = BridgeSide.of(connection, asked.before(), terms);
        BridgeSide now = BridgeSide.of(connection, asked.period(), terms);
        if (!before.currency().equals(now.currency())) {
            throw new ReportException(
                    asked.nameBefore() + " is in " + before.currency() + " and " + asked.name() + " in "
                            + now.currency() + "; amounts in different currencies cannot be compared",
                    2);
        }
        requireCostCenter(asked, before, now);
        List<Effect> effects = effects(before, now);
        Map<Payer, BigInteger> zero = new HashMap<>();
        Set<Payer> payers = new HashSet<>(before.totals().keySet());
        payers.addAll(now.totals().keySet());
        effects.forEach(effect -> payers.add(effect.payer()));
        payers.forEach(payer -> zero.put(payer, BigInteger.ZERO));
        String only = asked.costCenter();
        Predicate<Payer> chosen =
                payer -> only == null || Words.costCenter(payer.costCenter()).equals(Words.costCenter(only));
        List<Bridge.Span> spans = new ArrayList<>();
        for (Map.Entry<String, List<Payer>> group :
                groups(payers, chosen, asked.byVcluster()).entrySet()) {
            Payer any = group.getValue().get(0);
            spans.add(span(
                    any.costCenter(),
                    asked.byVcluster() ? any.vcluster() : null,
                    new HashSet<>(group.getValue()),
                    before,
                    now,
                    effects));
        }
        spans.sort(Comparator.comparing(
                        (Bridge.Span span) -> span.differenceNanos().abs())
                .reversed());
        List<String> notes = new ArrayList<>();
        for (BridgeSide side : List.of(before, now)) {
            if (side.closed() != null) {
                notes.add(side.closed() + " is closed: it is compared as it was frozen");
            }
        }
        return new Bridge(
                asked.name(),
                asked.nameBefore(),
                now.currency(),
                asked.byVcluster(),
                span(null, null, payers.stream().filter(chosen).collect(Collectors.toSet()), before, now, effects),
                List.copyOf(spans),
                List.copyOf(notes));
    }

    private static void requireCostCenter(Asked asked, BridgeSide before, BridgeSide now) {
        String only = asked.costCenter();
        if (only == null) {
            return;
        }
        Set<String> names = new TreeSet<>();
        before.totals().keySet().forEach(payer -> names.add(Words.costCenter(payer.costCenter())));
        now.totals().keySet().forEach(payer -> names.add(Words.costCenter(payer.costCenter())));
        if (!names.contains(Words.costCenter(only))) {
            throw new ReportException(
                    "cost center \"" + only + "\" pays nothing in " + asked.nameBefore() + " and " + asked.name()
                            + "; there is "
                            + names.stream()
                                    .sorted(Comparator.comparingInt(name -> Spelling.distance(name, only)))
                                    .limit(3)
                                    .collect(Collectors.joining(", ")),
                    2);
        }
    }

    private static Map<String, List<Payer>> groups(Set<Payer> payers, Predicate<Payer> chosen, boolean byVcluster) {
        Map<String, List<Payer>> groups = new TreeMap<>();
        payers.stream()
                .filter(chosen)
                .sorted(Comparator.comparing(Payer::vcluster).thenComparing(Payer::vclusterUid))
                .forEach(payer -> groups.computeIfAbsent(
                                payer.costCenter()
                                        + (byVcluster ? "|" + payer.vcluster() + "|" + payer.vclusterUid() : ""),
                                any -> new ArrayList<>())
                        .add(payer));
        return groups;
    }

    private static List<Effect> effects(BridgeSide before, BridgeSide now) {
        Map<String, BridgeFamily> families = new LinkedHashMap<>();
        Set<String> named = new HashSet<>(before.named());
        named.addAll(now.named());
        before.facts()
                .forEach(fact -> family(families, fact, named, before, now).addBefore(fact));
        now.facts().forEach(fact -> family(families, fact, named, before, now).addNow(fact));
        List<Effect> effects = new ArrayList<>();
        families.values().forEach(family -> effects.addAll(family.effects()));
        before.others().forEach(other -> effects.add(effect(other, other.nanos().negate())));
        now.others().forEach(other -> effects.add(effect(other, other.nanos())));
        return effects;
    }

    private static Effect effect(BridgeSide.Other other, BigInteger nanos) {
        BridgePart part = switch (other.charge()) {
            case "correction", "late" -> BridgePart.CORRECTIONS;
            case "adjustment" -> BridgePart.ADJUSTMENTS;
            default -> BridgePart.SHARED;
        };
        return new Effect(other.payer(), part, other.label(), nanos, BigInteger.ZERO);
    }

    private static BridgeFamily family(
            Map<String, BridgeFamily> families, Fact fact, Set<String> named, BridgeSide before, BridgeSide now) {
        String uid = fact.payer().vclusterUid();
        String own = named.contains(fact.cluster() + "|" + uid + "/" + fact.virtualNamespace())
                ? fact.virtualNamespace()
                : "";
        String place = uid.isEmpty() ? fact.namespace() : fact.payer().vcluster() + (own.isEmpty() ? "" : "/" + own);
        // Fixed costs and lines of bills of different names are not the same things.
        boolean byName = !Set.of("cpu", "memory", "gpu", "storage", "load-balancer", "network")
                .contains(fact.resource());
        String key = String.join(
                "|",
                fact.cluster(),
                uid,
                fact.namespace(),
                own,
                fact.podClass(),
                fact.resource(),
                byName ? fact.sort() : "");
        return families.computeIfAbsent(
                key,
                any -> new BridgeFamily(
                        (place.isEmpty() ? "" : place + " ") + fact.podClass() + " "
                                + (byName ? fact.sort() : fact.resource()),
                        fact.podClass(),
                        before.watchedS().getOrDefault(fact.cluster(), 1L),
                        now.watchedS().getOrDefault(fact.cluster(), 1L)));
    }

    private static Bridge.Span span(
            @Nullable String costCenter,
            @Nullable String vcluster,
            Set<Payer> payers,
            BridgeSide before,
            BridgeSide now,
            List<Effect> effects) {
        Map<BridgePart, List<Effect>> byPart = new TreeMap<>();
        effects.stream()
                .filter(effect -> payers.contains(effect.payer()) && !effect.isRounding())
                .forEach(effect -> byPart.computeIfAbsent(effect.part(), any -> new ArrayList<>())
                        .add(effect));
        List<Effect> rounding = effects.stream()
                .filter(effect -> payers.contains(effect.payer()) && effect.isRounding())
                .toList();
        byPart.computeIfAbsent(largest(byPart), any -> new ArrayList<>()).addAll(rounding);
        List<Bridge.Change> changes = new ArrayList<>();
        byPart.forEach((part, some) -> {
            BigInteger sum = sum(some);
            if (sum.signum() != 0) {
                changes.add(new Bridge.Change(part, sum, causes(part, some)));
            }
        });
        Bridge.Span span = new Bridge.Span(
                costCenter,
                vcluster,
                total(before, payers),
                total(now, payers),
                shown(before, payers),
                shown(now, payers),
                List.copyOf(changes));
        BigInteger sum = changes.stream().map(Bridge.Change::nanos).reduce(BigInteger.ZERO, BigInteger::add);
        if (!sum.equals(span.differenceNanos())) {
            throw new IllegalStateException(
                    "the parts of " + costCenter + "'s difference sum to " + sum + ", not " + span.differenceNanos());
        }
        return span;
    }

    /** Volume where nothing else changed. */
    private static BridgePart largest(Map<BridgePart, List<Effect>> byPart) {
        return byPart.entrySet().stream()
                .max(Comparator.comparing(part -> sum(part.getValue()).abs()))
                .filter(part -> sum(part.getValue()).signum() != 0)
                .map(Map.Entry::getKey)
                .orElse(BridgePart.VOLUME);
    }

    private static BigInteger sum(List<Effect> effects) {
        return effects.stream().map(Effect::nanos).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger total(BridgeSide side, Set<Payer> payers) {
        return side.totals().entrySet().stream()
                .filter(total -> payers.contains(total.getKey()))
                .map(Map.Entry::getValue)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigDecimal shown(BridgeSide side, Set<Payer> payers) {
        return side.rounded().entrySet().stream()
                .filter(total -> payers.contains(total.getKey()))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO.setScale(Rounding.digitsOf(side.currency())), BigDecimal::add);
    }

    private static List<Bridge.Cause> causes(BridgePart part, List<Effect> effects) {
        Map<String, BigInteger> nanos = new TreeMap<>();
        Map<String, BigInteger> bases = new HashMap<>();
        for (Effect effect : effects) {
            nanos.merge(effect.label(), effect.nanos(), BigInteger::add);
            bases.merge(effect.label(), effect.baseNanos(), BigInteger::add);
        }
        return nanos.entrySet().stream()
                .filter(cause -> cause.getValue().signum() != 0)
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparing(BigInteger::abs).reversed()))
                .limit(CAUSES)
                .map(cause -> new Bridge.Cause(
                        cause.getKey(),
                        cause.getValue(),
                        percent(part, cause.getValue(), bases.getOrDefault(cause.getKey(), BigInteger.ZERO))))
                .toList();
    }

    private static @Nullable BigDecimal percent(BridgePart part, BigInteger nanos, BigInteger base) {
        return part != BridgePart.PRICE || base.signum() == 0
                ? null
                : new BigDecimal(nanos).multiply(HUNDRED).divide(new BigDecimal(base), 1, RoundingMode.HALF_UP);
    }
}
