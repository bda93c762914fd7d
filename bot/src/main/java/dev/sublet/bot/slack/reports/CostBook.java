package dev.sublet.bot.slack.reports;

import dev.sublet.bot.desk.Desk;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Months as they were added up last. A statement of thousands of pods takes longer than people wait in a chat, so answers come from here
 * at once and say how old they are, and one thread adds up anew: the month of today every hour, others every day. Thread-safe.
 */
public final class CostBook implements Costs, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CostBook.class);
    private static final Duration FRESH_OPEN = Duration.ofHours(1);
    private static final Duration FRESH_OVER = Duration.ofDays(1);
    private static final Duration UNKNOWN = Duration.ofMinutes(1);
    private static final int MONTHS_MAX = 36;

    private final Months months;
    private final ZoneId zone;
    private final Clock clock;
    private final Map<YearMonth, Month> known = new LinkedHashMap<>();
    private final Map<YearMonth, Future<@Nullable Month>> underWay = new ConcurrentHashMap<>();
    /** Months that could not be added up, and until when that is not tried again. */
    private final Map<YearMonth, Instant> unknown = new ConcurrentHashMap<>();

    private final ExecutorService adder = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "slack-costs");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * An empty book.
     *
     * @param answers the reporter's
     * @param zone the billing zone
     */
    public CostBook(Function<Question, Answer> answers, ZoneId zone, Clock clock) {
        this.months = new Months(answers, zone, clock);
        this.zone = zone;
        this.clock = clock;
    }

    /** Adds up this month and the last one, so that the first answers need not wait. */
    public CostBook warm() {
        var unused = begin(now());
        unused = begin(now().minusMonths(1));
        return this;
    }

    @Override
    public YearMonth now() {
        return YearMonth.from(clock.instant().atZone(zone));
    }

    @Override
    public Optional<Spent> vcluster(String name) {
        Optional<Month> month = month(now());
        String path = Desk.hostNamespace(name) + "/" + name;
        List<Line> lines = month.map(there -> there.vcluster(path)).orElse(List.of());
        if (month.isEmpty() || lines.isEmpty()) {
            return Optional.empty();
        }
        BigInteger sum = lines.stream().map(Line::nanos).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger forecast = lines.stream().anyMatch(line -> line.forecastNanos() == null)
                ? null
                : lines.stream().map(CostBook::forecast).reduce(BigInteger.ZERO, BigInteger::add);
        return Optional.of(new Spent(
                month.get().currency(), sum, forecast, null, month.get().asOf()));
    }

    private static BigInteger forecast(Line line) {
        BigInteger forecast = line.forecastNanos();
        return forecast == null ? BigInteger.ZERO : forecast;
    }

    @Override
    public Optional<Month> month(YearMonth month) {
        @Nullable Month there;
        synchronized (known) {
            there = known.get(month);
        }
        if (there == null || isOld(there)) {
            var unused = begin(month);
        }
        return Optional.ofNullable(there);
    }

    @Override
    public Optional<Month> await(YearMonth month, Duration limit) {
        Optional<Month> there = month(month);
        if (there.isPresent()) {
            return there;
        }
        try {
            return Optional.ofNullable(begin(month).get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private boolean isOld(Month month) {
        Duration age = Duration.between(month.asOf(), clock.instant());
        return age.compareTo(month.open() ? FRESH_OPEN : FRESH_OVER) > 0;
    }

    private Future<@Nullable Month> begin(YearMonth month) {
        Instant until = unknown.get(month);
        if (until != null && clock.instant().isBefore(until)) {
            return CompletableFuture.completedFuture(null);
        }
        return underWay.computeIfAbsent(month, key -> adder.submit(() -> addUp(key)));
    }

    private @Nullable Month addUp(YearMonth month) {
        Instant begin = clock.instant();
        try {
            Month fresh = months.addUp(month, month.equals(now()));
            synchronized (known) {
                known.remove(month);
                known.put(month, fresh);
                if (known.size() > MONTHS_MAX) {
                    known.remove(known.keySet().iterator().next());
                }
            }
            LOG.info(
                    "event=slack_costs_known month={} ms={}",
                    month,
                    Duration.between(begin, clock.instant()).toMillis());
            return fresh;
        } catch (RuntimeException e) {
            if (unknown.size() > MONTHS_MAX) {
                unknown.clear();
            }
            unknown.put(month, clock.instant().plus(UNKNOWN));
            LOG.warn("event=slack_costs_unknown month={} reason=\"{}\"", month, e.getMessage());
            return null;
        } finally {
            underWay.remove(month);
        }
    }

    @Override
    public void close() {
        adder.shutdownNow();
    }
}
