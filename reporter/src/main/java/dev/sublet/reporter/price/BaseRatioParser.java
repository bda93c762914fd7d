package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Entry;
import dev.sublet.reporter.entry.Validity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads how a node's price is split over CPU, memory and GPU. */
final class BaseRatioParser {
    // AWS's weights for split cost allocation: CPU : GiB = 9 : 1, and GPU : CPU : GiB = 9 : 0.9 : 0.1 with
    // accelerators.
    private static final BaseRatio DEFAULT =
            new BaseRatio(BigInteger.valueOf(9), BigInteger.ONE, BigInteger.valueOf(90), Validity.ALWAYS);
    // Limits the products of cost and base in the allocation; the reporter's design note has the sums.
    private static final BigInteger WHOLE_MAX = BigInteger.valueOf(10_000_000);
    private static final long MAX = 1_000_000;

    private BaseRatioParser() {}

    static List<BaseRatio> parse(Entry book) {
        List<BaseRatio> base = new ArrayList<>();
        for (Entry entry : book.entries("base").orElse(List.of())) {
            entry.requireMap();
            base.add(ratio(entry));
        }
        return base.isEmpty() ? List.of(DEFAULT) : List.copyOf(base);
    }

    private static BaseRatio ratio(Entry entry) {
        entry.allowOnly(Set.of("cpu", "memory", "gpu", "from", "to"));
        BigDecimal cpu = part(entry, "cpu");
        BigDecimal memory = part(entry, "memory");
        BigDecimal gpu = part(entry, "gpu");
        int scale = Math.max(Math.max(cpu.scale(), memory.scale()), Math.max(gpu.scale(), 0));
        BigInteger wholeCpu = cpu.movePointRight(scale).toBigIntegerExact();
        BigInteger wholeMemory = memory.movePointRight(scale).toBigIntegerExact();
        BigInteger wholeGpu = gpu.movePointRight(scale).toBigIntegerExact();
        BigInteger divisor = wholeCpu.gcd(wholeMemory).gcd(wholeGpu);
        if (divisor.signum() == 0) {
            throw entry.error("cpu, memory and gpu are all 0; give the relative price of a vCPU, a GiB and a GPU");
        }
        if (wholeCpu.max(wholeMemory).max(wholeGpu).divide(divisor).compareTo(WHOLE_MAX) > 0) {
            throw entry.error("cpu, memory and gpu need more than seven digits in common; round them");
        }
        return new BaseRatio(
                wholeCpu.divide(divisor), wholeMemory.divide(divisor), wholeGpu.divide(divisor), entry.validity());
    }

    private static BigDecimal part(Entry entry, String key) {
        return entry.decimal(key, MAX)
                .orElseThrow(() -> entry.error("no " + key + "; give cpu, memory and gpu (0 where there is none)"))
                .stripTrailingZeros();
    }
}
