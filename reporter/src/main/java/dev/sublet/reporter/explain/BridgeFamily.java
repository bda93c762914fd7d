package dev.sublet.reporter.explain;

import dev.sublet.reporter.explain.BridgeSide.Payer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The same things in both periods: one class and resource of one vcluster, of a host namespace, or of a virtual namespace with an owner of
 * its own. Cuts the difference of each payer in a fixed order by telescoping sums, so that parts always sum to it: owners, days, volume,
 * mix, price. Not thread-safe while it is filled.
 */
final class BridgeFamily {
    /** Of one thing in one day: at most 25 hours, each amount within 3 nanos of the exact one. */
    private static final BigInteger NOISE_NANOS = BigInteger.valueOf(75);

    private static final BigInteger HOURS = BigInteger.valueOf(25);
    private static final Set<String> OVERHEAD = Set.of("control-plane", "dns", "add-on", "snapshot");

    private final String name;
    private final boolean overhead;
    private final BigInteger secondsBefore;
    private final BigInteger secondsNow;
    private final Side before = new Side();
    private final Side now = new Side();

    /** Quantities and amounts of one payer, or of all. */
    private static final class Held {
        private final Map<String, BigInteger> quantities = new TreeMap<>();
        private final Map<String, BigInteger> nanos = new TreeMap<>();
        private long days;

        BigInteger quantity() {
            return sum(quantities.values());
        }

        BigInteger amount() {
            return sum(nanos.values());
        }

        void add(BridgeSide.Fact fact) {
            quantities.merge(fact.sort(), fact.quantity(), BigInteger::add);
            nanos.merge(fact.sort(), fact.nanos(), BigInteger::add);
            days += fact.days();
        }
    }

    private static final class Side {
        private final Held all = new Held();
        private final Map<Payer, Held> byPayer = new HashMap<>();

        Held of(Payer payer) {
            return byPayer.getOrDefault(payer, new Held());
        }

        void add(BridgeSide.Fact fact) {
            all.add(fact);
            byPayer.computeIfAbsent(fact.payer(), any -> new Held()).add(fact);
        }
    }

    BridgeFamily(String name, String podClass, long secondsBefore, long secondsNow) {
        this.name = name;
        this.overhead = OVERHEAD.contains(podClass);
        this.secondsBefore = BigInteger.valueOf(secondsBefore);
        this.secondsNow = BigInteger.valueOf(secondsNow);
    }

    void addBefore(BridgeSide.Fact fact) {
        before.add(fact);
    }

    void addNow(BridgeSide.Fact fact) {
        now.add(fact);
    }

    List<Effect> effects() {
        Set<Payer> payers = new HashSet<>(before.byPayer.keySet());
        payers.addAll(now.byPayer.keySet());
        List<Effect> effects = new ArrayList<>();
        for (Payer payer : payers) {
            effects(payer, effects);
        }
        effects.removeIf(effect -> effect.nanos().signum() == 0);
        return effects;
    }

    private void effects(Payer payer, List<Effect> effects) {
        Held was = before.of(payer);
        Held is = now.of(payer);
        boolean there = before.all.quantity().signum() > 0 && now.all.quantity().signum() > 0;
        if (!there) {
            unmeasured(payer, was, is, effects);
            return;
        }
        boolean moved = was.quantity().signum() == 0 || moved(was, is);
        // What the payer's things cost before: its own, or with its present part of what all paid.
        Held basis = moved ? before.all : was;
        BigInteger owned = moved ? cut(before.all.amount(), is.quantity(), now.all.quantity()) : was.amount();
        BigInteger inDays = cut(owned, secondsNow, secondsBefore);
        BigInteger inVolume = moved
                ? cut(owned, now.all.quantity(), before.all.quantity())
                : cut(owned, is.quantity(), was.quantity());
        BigInteger days = inDays.subtract(owned);
        BigInteger volume = inVolume.subtract(inDays);
        BigInteger mixed = BigInteger.ZERO;
        List<Effect> prices = new ArrayList<>();
        for (String sort : new TreeSet<>(is.nanos.keySet())) {
            BigInteger amount = is.nanos.getOrDefault(sort, BigInteger.ZERO);
            BigInteger atOld = atOldPrice(basis, is, sort, amount);
            mixed = mixed.add(atOld);
            prices.add(
                    new Effect(payer, BridgePart.PRICE, sort.isEmpty() ? name : sort, amount.subtract(atOld), atOld));
        }
        BigInteger mix = mixed.subtract(inVolume);
        BigInteger owners = owned.subtract(was.amount());
        BigInteger price = is.amount().subtract(mixed);
        BigInteger noise = noise(was, is, moved);
        // What rounding alone can make is neither a price nor another quantity; the payer's largest part takes it.
        BigInteger rounding = BigInteger.ZERO;
        if (price.abs().compareTo(noise) <= 0) {
            rounding = rounding.add(price);
            prices.clear();
        }
        if (mix.abs().compareTo(noise) <= 0) {
            rounding = rounding.add(mix);
            mix = BigInteger.ZERO;
        }
        if (volume.abs().compareTo(noise) <= 0) {
            rounding = rounding.add(volume);
            volume = BigInteger.ZERO;
        }
        effects.add(new Effect(payer, BridgePart.VOLUME, Effect.ROUNDING, rounding, BigInteger.ZERO));
        effects.add(new Effect(payer, BridgePart.OWNERS, name, owners, BigInteger.ZERO));
        effects.add(new Effect(payer, BridgePart.DAYS, name, days, BigInteger.ZERO));
        effects.add(
                new Effect(payer, overhead ? BridgePart.OVERHEAD : BridgePart.VOLUME, name, volume, BigInteger.ZERO));
        effects.add(new Effect(payer, overhead ? BridgePart.OVERHEAD : BridgePart.MIX, name, mix, BigInteger.ZERO));
        effects.addAll(prices);
    }

    /** New or gone, or things that are counted in no quantity. */
    private void unmeasured(Payer payer, Held was, Held is, List<Effect> effects) {
        boolean both = !was.nanos.isEmpty() && !is.nanos.isEmpty();
        BridgePart part = both ? BridgePart.PRICE : overhead ? BridgePart.OVERHEAD : BridgePart.MIX;
        String what = both ? name : name + (is.nanos.isEmpty() ? ", gone" : ", new");
        effects.add(new Effect(
                payer, part, what, is.amount().subtract(was.amount()), both ? was.amount() : BigInteger.ZERO));
    }

    /** Whether the payer's part of the quantity is another one than before, by more than rounding makes. */
    private boolean moved(Held was, Held is) {
        BigInteger allBefore = before.all.quantity();
        BigInteger allNow = now.all.quantity();
        BigInteger difference =
                is.quantity().multiply(allBefore).subtract(was.quantity().multiply(allNow));
        BigInteger rounding = HOURS.multiply(BigInteger.valueOf(is.days)
                .multiply(allBefore)
                .add(BigInteger.valueOf(was.days).multiply(allNow)));
        boolean alone = before.byPayer.size() == 1
                && now.byPayer.size() == 1
                && before.byPayer.keySet().equals(now.byPayer.keySet());
        return !alone && difference.abs().compareTo(rounding) > 0;
    }

    private static BigInteger atOldPrice(Held basis, Held is, String sort, BigInteger amount) {
        BigInteger old = basis.quantities.getOrDefault(sort, BigInteger.ZERO);
        return old.signum() == 0
                ? amount
                : cut(
                        basis.nanos.getOrDefault(sort, BigInteger.ZERO),
                        is.quantities.getOrDefault(sort, BigInteger.ZERO),
                        old);
    }

    private BigInteger noise(Held was, Held is, boolean moved) {
        Held basis = moved ? before.all : was;
        BigInteger scaled = basis.quantity().signum() == 0
                ? BigInteger.ZERO
                : cut(NOISE_NANOS.multiply(BigInteger.valueOf(basis.days)), is.quantity(), basis.quantity());
        return NOISE_NANOS
                .multiply(BigInteger.valueOf(is.days + 1 + basis.days))
                .add(scaled);
    }

    /** amount × part / whole, towards zero. */
    private static BigInteger cut(BigInteger amount, BigInteger part, BigInteger whole) {
        return amount.multiply(part).divide(whole);
    }

    private static BigInteger sum(Collection<BigInteger> numbers) {
        return numbers.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }
}
