package dev.sublet.reporter.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RoundedAmountsTest {
    @Property
    void amounts_add_up_to_groups_and_groups_to_the_rounded_total(
            @ForAll @Size(max = 40) List<@LongRange(min = -3_000_000_000L, max = 9_000_000_000_000L) Long> amounts,
            @ForAll @IntRange(max = 4) int digits,
            @ForAll @IntRange(min = 1, max = 7) int groups) {
        List<BigInteger> nanos = amounts.stream().map(BigInteger::valueOf).toList();
        List<String> groupOf = new ArrayList<>();
        amounts.forEach(amount -> groupOf.add("g" + Math.floorMod(amount, groups)));

        RoundedAmounts rounded = RoundedAmounts.of(groupOf, nanos, digits);

        BigInteger exact = nanos.stream().reduce(BigInteger.ZERO, BigInteger::add);
        assertEquals(Words.amount(exact).setScale(digits, RoundingMode.HALF_UP), rounded.total());
        assertEquals(
                rounded.total(),
                rounded.groups().values().stream().reduce(BigDecimal.ZERO.setScale(digits), BigDecimal::add));
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        BigDecimal unit = BigDecimal.ONE.movePointLeft(digits);
        for (int i = 0; i < nanos.size(); i++) {
            sums.merge(groupOf.get(i), rounded.amounts().get(i), BigDecimal::add);
            BigDecimal moved = rounded.amounts()
                    .get(i)
                    .subtract(Words.amount(nanos.get(i)))
                    .abs();
            assertTrue(moved.compareTo(unit) < 0, "moved by " + moved);
        }
        assertEquals(rounded.groups(), sums);
    }

    @Test
    void a_currency_has_the_digits_in_which_it_is_paid() {
        assertEquals(2, Rounding.digitsOf("USD"));
        assertEquals(0, Rounding.digitsOf("JPY"));
        assertEquals(3, Rounding.digitsOf("KWD"));
        assertEquals(2, Rounding.digitsOf("QQQ"));
        // A unit of account without digits of its own.
        assertEquals(2, Rounding.digitsOf("XAU"));
    }

    @Test
    void cost_centers_lose_no_cent_to_one_another() {
        List<BigInteger> thirds = List.of(
                BigInteger.valueOf(333_333_333), BigInteger.valueOf(333_333_333), BigInteger.valueOf(333_333_334));

        RoundedAmounts rounded = RoundedAmounts.of(List.of("a", "b", "b"), thirds, 2);

        assertEquals("{a=0.33, b=0.67}", rounded.groups().toString());
        assertEquals("[0.33, 0.33, 0.34]", rounded.amounts().toString());
    }
}
