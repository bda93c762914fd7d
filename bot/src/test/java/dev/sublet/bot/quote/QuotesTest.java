package dev.sublet.bot.quote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.desk.Preview;
import dev.sublet.bot.host.TestBlueprints;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.reporter.rate.UnitRates;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotesTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final Instant FAR = MONDAY.plus(Duration.ofDays(400));
    private static final UnitRates USUAL = Rates.of(Rates.times(1, MONDAY, FAR));

    @TempDir
    Path folder = Path.of("");

    private Wanted wanted(String blueprint, String spec) throws IOException {
        return Preview.wanted(
                TestBlueprints.standard(folder, blueprint),
                "a",
                Serialization.unmarshal(
                        "owner: {team: shop, costCenter: cc-1}\nblueprint: standard\n" + spec,
                        VirtualClusterSpec.class));
    }

    private static void assertAmount(String expected, @Nullable BigInteger nanos) {
        assertEquals(
                0, new BigDecimal(expected).compareTo(new BigDecimal(nanos, 9)), () -> expected + " is not " + nanos);
    }

    @Test
    void a_month_is_size_and_control_plane_at_the_rates_of_730_hours() throws IOException {
        Quote quote = Quotes.of(USUAL, wanted("", ""), MONDAY);

        // 2 cores 58.4, 4 GiB 14.6, control plane 0.22 cores 6.424 and 0.3125 GiB 1.140625, volumes of 100 and 5 GiB
        // 7.665.
        assertAmount("88.229625", quote.awakePerMonthNanos());
        assertAmount("88.229625", quote.perMonthNanos());
        assertAmount("0", quote.asleepPerMonthNanos());
        assertAmount("2.900700", quote.perDayNanos());
        assertAmount("7.665", quote.pausedPerMonthNanos());
        // Ten of 24 hours of all but the volumes.
        assertAmount("33.56859375", quote.nightsPerMonthNanos());
        assertNull(quote.toEndNanos());
        assertEquals(
                quote.awakePerMonthNanos(),
                quote.lines().stream().map(QuoteLine::perMonthNanos).reduce(BigInteger.ZERO, BigInteger::add));
        assertTrue(quote.rests().contains("made by hand"), quote.rests()::toString);
    }

    @Test
    void sleep_saves_what_runs_and_not_what_stays() throws IOException {
        Wanted nights = wanted(
                "", "sleep: {zone: UTC, weekly: [{days: [Mon, Tue, Wed, Thu, Fri], from: '20:00', to: '07:00'}]}");

        Quote quote = Quotes.of(USUAL, nights, MONDAY);

        assertAmount("88.229625", quote.awakePerMonthNanos());
        // 55 of 168 hours of 80.564625.
        assertAmount("26.375323661", quote.asleepPerMonthNanos());
    }

    @Test
    void a_life_costs_its_seconds_with_every_change_of_prices_and_every_night() throws IOException {
        Wanted week = wanted(
                "",
                "timeToLive: 7d\nsleep: {zone: UTC, weekly: [{days: [Mon, Tue, Wed, Thu, Fri], from: '20:00', to: '07:00'}]}");
        UnitRates rates = Rates.of(
                Rates.times(1, MONDAY, MONDAY.plus(Duration.ofDays(2))),
                Rates.times(2, MONDAY.plus(Duration.ofDays(2)), FAR));

        Quote quote = Quotes.of(rates, week, MONDAY);

        // Awake: 20 h and 13 h on Monday and Tuesday; 13 h on Wednesday to Friday, 17 h on Saturday, 24 h on Sunday at
        // double prices.
        // An hour costs 0.1103625 awake and 0.0105 always.
        assertAmount("24.3239625", quote.toEndNanos());
        assertEquals(MONDAY.plus(Duration.ofDays(7)), quote.end());
    }

    @Test
    void a_load_balancer_of_its_own_is_on_the_bill() throws IOException {
        Quote quote = Quotes.of(USUAL, wanted("expose: {loadBalancer: true}", "expose: {way: LoadBalancer}"), MONDAY);

        assertAmount("102.829625", quote.awakePerMonthNanos());
        assertAmount("22.265", quote.pausedPerMonthNanos());
    }

    @Test
    void one_that_sleeps_all_week_costs_what_it_costs_when_paused() throws IOException {
        Wanted asleep = wanted(
                "",
                "sleep: {zone: UTC, weekly: [{days: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], from: '00:00', to: '00:00'}]}");

        Quote quote = Quotes.of(USUAL, asleep, MONDAY);

        assertEquals(quote.pausedPerMonthNanos(), quote.perMonthNanos());
    }

    @Test
    void people_read_the_difference() throws IOException {
        Quote small = Quotes.of(USUAL, wanted("", ""), MONDAY);
        Quote large = Quotes.of(USUAL, wanted("", "size: large"), MONDAY);

        String text = QuoteText.of(
                large,
                small,
                new BudgetLeft(
                        "cc-1",
                        "2026-11",
                        "USD",
                        BigInteger.TEN.pow(12),
                        BigInteger.TEN.pow(11),
                        BigInteger.TEN.pow(11).multiply(BigInteger.valueOf(12))));

        assertTrue(text.contains("expected per month  365.63 USD, 277.40 USD more than now\n"), text);
        assertTrue(
                text.contains(
                        "cost center cc-1 has 900.00 USD of 1000.00 USD left in 2026-11; by the forecast -200.00 USD will be\n"),
                text);
        assertTrue(text.contains("sleeping from 20:00 to 06:00 would save"), text);
    }
}
