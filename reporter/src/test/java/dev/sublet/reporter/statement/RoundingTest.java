package dev.sublet.reporter.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundingTest {
    private static List<BigDecimal> cents(long... nanos) {
        return Rounding.byLargestRemainder(
                java.util.Arrays.stream(nanos).mapToObj(BigInteger::valueOf).toList(), 2);
    }

    @Test
    void lines_add_up_to_the_rounded_total() {
        assertEquals(
                List.of(new BigDecimal("0.34"), new BigDecimal("0.33"), new BigDecimal("0.33")),
                cents(333_333_334, 333_333_333, 333_333_333));
    }

    @Test
    void a_credit_is_rounded_like_the_rest() {
        assertEquals(List.of(new BigDecimal("-0.01"), new BigDecimal("0.02")), cents(-5_000_001, 15_000_001));
    }
}
