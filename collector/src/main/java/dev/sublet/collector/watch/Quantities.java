package dev.sublet.collector.watch;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kubernetes quantities as whole units, exact and rounded up; an absent quantity is 0. */
final class Quantities {
    private static final BigDecimal MILLI = BigDecimal.valueOf(1000);
    private static final BigDecimal KIB = BigDecimal.valueOf(1024);

    private Quantities() {}

    static long millicores(@Nullable Map<String, Quantity> amounts, String resource) {
        return whole(amounts, resource, amount -> amount.multiply(MILLI));
    }

    static long kib(@Nullable Map<String, Quantity> amounts, String resource) {
        return whole(amounts, resource, amount -> amount.divide(KIB));
    }

    /** All GPUs, of whichever vendor: {@code nvidia.com/gpu}, {@code amd.com/gpu} and the like. */
    static long gpus(@Nullable Map<String, Quantity> amounts) {
        if (amounts == null) {
            return 0;
        }
        long sum = 0;
        for (String resource : amounts.keySet()) {
            if (resource.endsWith("/gpu")) {
                sum = Math.addExact(sum, whole(amounts, resource, amount -> amount));
            }
        }
        return sum;
    }

    private static long whole(
            @Nullable Map<String, Quantity> amounts,
            String resource,
            java.util.function.UnaryOperator<BigDecimal> unit) {
        Quantity quantity = amounts == null ? null : amounts.get(resource);
        if (quantity == null || quantity.getAmount() == null) {
            return 0;
        }
        try {
            BigDecimal amount = Quantity.getAmountInBytes(quantity);
            return unit.apply(amount).setScale(0, RoundingMode.CEILING).longValueExact();
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException(resource + " quantity '" + quantity + "' is not usable", e);
        }
    }
}
