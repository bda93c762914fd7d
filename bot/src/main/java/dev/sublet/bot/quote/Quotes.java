package dev.sublet.bot.quote;

import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.power.SleepSchedule;
import dev.sublet.reporter.rate.UnitRate;
import dev.sublet.reporter.rate.UnitRates;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes quotes. A part of a quote is unit rate × what the size allows × time, rounded half up to nanos once for each part and figure; sums
 * are sums of parts. Stateless.
 */
final class Quotes {
    /** A twelfth of a year of 365 days, as cloud providers count a month. */
    static final Duration MONTH = Duration.ofHours(730);

    private static final Duration NIGHT = Duration.ofHours(10);
    private static final long MILLI = 1000;
    private static final long GIB = 1L << 30;

    private final UnitRates rates;
    private final Wanted wanted;
    private final long fromS;
    private final SleepSchedule schedule;

    private Quotes(UnitRates rates, Wanted wanted, Instant from) {
        this.rates = rates;
        this.wanted = wanted;
        this.fromS = from.getEpochSecond();
        this.schedule = SleepSchedule.of(wanted.sleep());
    }

    /**
     * A quote from then on.
     *
     * @param rates that begin then or earlier; what ends before the virtual cluster goes on at its last prices
     */
    static Quote of(UnitRates rates, Wanted wanted, Instant from) {
        return new Quotes(rates, wanted, from).quote();
    }

    /** A resource of tenant or control plane, with its rate. */
    private record Part(String what, String quantity, BigInteger rate, long amount, long unit, boolean asleepToo) {}

    private Quote quote() {
        List<Part> now = parts(rateAt(fromS));
        long awakeWeekS = AwakeTime.ofWeek(schedule, fromS);
        Instant end = end();
        return new Quote(
                rates.currency(),
                sum(now, Duration.ofDays(1), awakeWeekS),
                sum(now, MONTH, awakeWeekS),
                sum(now, MONTH, AwakeTime.WEEK_S),
                sum(now, MONTH, 0),
                nights(now),
                end == null ? null : toEnd(end.getEpochSecond()),
                end,
                lines(now),
                rests(end));
    }

    private @Nullable Instant end() {
        Duration life = wanted.life();
        if (life == null) {
            return null;
        }
        Instant from = Instant.ofEpochSecond(fromS);
        Instant begin = wanted.createdAt().equals(Instant.EPOCH) ? from : wanted.createdAt();
        return begin.plus(life);
    }

    private UnitRate rateAt(long atS) {
        return rates.rates().stream()
                .filter(rate -> rate.fromS() <= atS && atS < rate.toS())
                .findFirst()
                .orElseGet(() -> rates.rates().get(rates.rates().size() - 1));
    }

    private List<Part> parts(UnitRate rate) {
        List<Part> parts = new ArrayList<>();
        Needs tenant = Needs.ofTenant(wanted);
        parts.add(new Part("CPU", cores(tenant), rate.core(), tenant.millicores(), MILLI, false));
        parts.add(new Part("memory", gib(tenant.memoryBytes()), rate.gib(), tenant.memoryBytes(), GIB, false));
        Needs own = Needs.ofControlPlane(wanted);
        parts.add(new Part("control plane, CPU", cores(own), rate.core(), own.millicores(), MILLI, false));
        parts.add(new Part("control plane, memory", gib(own.memoryBytes()), rate.gib(), own.memoryBytes(), GIB, false));
        BigInteger storage = rate.storageGib();
        if (storage != null) {
            parts.add(new Part("volumes", gib(tenant.storageBytes()), storage, tenant.storageBytes(), GIB, true));
            parts.add(
                    new Part("control plane, volume", gib(own.storageBytes()), storage, own.storageBytes(), GIB, true));
        }
        BigInteger balancer = rate.loadBalancer();
        long balancers = tenant.loadBalancers() + own.loadBalancers();
        if (balancer != null && balancers > 0) {
            parts.add(new Part("load balancers", Long.toString(balancers), balancer, balancers, 1, true));
        }
        return parts;
    }

    /** What a span costs with so many seconds awake in each week; 0 is paused. */
    private static BigInteger sum(List<Part> parts, Duration span, long awakeWeekS) {
        BigInteger sum = BigInteger.ZERO;
        for (Part part : parts) {
            long weekS = part.asleepToo() ? AwakeTime.WEEK_S : awakeWeekS;
            BigInteger seconds = BigInteger.valueOf(span.toSeconds()).multiply(BigInteger.valueOf(weekS));
            sum = sum.add(Money.nanos(part.rate(), part.amount(), part.unit(), seconds, AwakeTime.WEEK_S));
        }
        return sum;
    }

    private static BigInteger nights(List<Part> parts) {
        long awakeWeekS = AwakeTime.WEEK_S - 7 * NIGHT.toSeconds();
        return sum(parts, MONTH, AwakeTime.WEEK_S).subtract(sum(parts, MONTH, awakeWeekS));
    }

    private BigInteger toEnd(long endS) {
        BigInteger sum = BigInteger.ZERO;
        List<UnitRate> all = rates.rates();
        for (int i = 0; i < all.size(); i++) {
            long beginS = Math.max(fromS, all.get(i).fromS());
            long stopS = i == all.size() - 1 ? endS : Math.min(endS, all.get(i).toS());
            if (beginS >= stopS) {
                continue;
            }
            long awakeS = AwakeTime.seconds(schedule, beginS, stopS);
            for (Part part : parts(all.get(i))) {
                long seconds = part.asleepToo() ? stopS - beginS : awakeS;
                sum = sum.add(Money.nanos(part.rate(), part.amount(), part.unit(), BigInteger.valueOf(seconds), 1));
            }
        }
        return sum;
    }

    private static List<QuoteLine> lines(List<Part> parts) {
        return parts.stream()
                .map(part -> new QuoteLine(
                        part.what(), part.quantity(), sum(List.of(part), MONTH, AwakeTime.WEEK_S), part.asleepToo()))
                .toList();
    }

    private List<String> rests(@Nullable Instant end) {
        List<String> rests = new ArrayList<>();
        rests.add("size " + wanted.size().name() + " of blueprint "
                + wanted.blueprint().reference() + " wholly requested; what is requested less costs less");
        rests.add("a month is 730 hours" + (end == null ? "; it has no end" : ""));
        if (wanted.sleep() != null && wanted.sleep().afterIdle() != null) {
            rests.add("sleep after " + wanted.sleep().afterIdle() + " without use is not counted");
        }
        rests.addAll(rates.notes());
        rests.add("network, snapshots and use above what is requested are left out");
        return rests;
    }

    private static String cores(Needs needs) {
        return decimal(BigDecimal.valueOf(needs.millicores(), 3)) + " cores";
    }

    private static String gib(long bytes) {
        return decimal(BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(GIB), 2, RoundingMode.HALF_UP)) + " GiB";
    }

    private static String decimal(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
