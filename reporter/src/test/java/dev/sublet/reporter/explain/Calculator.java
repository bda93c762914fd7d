package dev.sublet.reporter.explain;

import java.math.BigInteger;
import java.util.Map;

/** The arithmetic of a pod's hour from the printed numbers alone, as a person would do it. */
final class Calculator {
    private static final BigInteger HALF = BigInteger.valueOf(1_800_000_000_000L);
    private static final BigInteger HOUR = BigInteger.valueOf(3_600_000_000_000L);

    private Calculator() {}

    static BigInteger podHour(Map<String, String> numbers, String resource) {
        BigInteger cpu = BigInteger.ZERO;
        BigInteger memory = BigInteger.ZERO;
        for (int n = 1; numbers.containsKey("seconds" + n); n++) {
            BigInteger seconds = of(numbers, "seconds" + n);
            cpu = cpu.add(of(numbers, "rateCpu" + n).multiply(seconds));
            if (resource.equals("memory")) {
                memory = memory.add(of(numbers, "rateMemory" + n).multiply(seconds));
            }
        }
        BigInteger cost = resource.equals("cpu")
                ? cpu.add(HALF).divide(HOUR)
                : cpu.add(memory).add(HALF).divide(HOUR).subtract(cpu.add(HALF).divide(HOUR));
        BigInteger whole = of(numbers, "capacity").max(of(numbers, "system").add(of(numbers, "claimed")));
        BigInteger[] share = cost.multiply(of(numbers, "weight")).divideAndRemainder(whole);
        BigInteger amount =
                of(numbers, "rank").compareTo(of(numbers, "leftOver")) <= 0 ? share[0].add(BigInteger.ONE) : share[0];
        if (!numbers.containsKey("ownerWhole")) {
            return amount;
        }
        BigInteger owners = of(numbers, "ownerWhole");
        return amount.multiply(of(numbers, "ownerUpto"))
                .divide(owners)
                .subtract(amount.multiply(of(numbers, "ownerBefore")).divide(owners));
    }

    static BigInteger sum(Map<String, String> numbers, String... keys) {
        BigInteger sum = BigInteger.ZERO;
        for (String key : keys) {
            sum = sum.add(of(numbers, key));
        }
        return sum;
    }

    private static BigInteger of(Map<String, String> numbers, String key) {
        return new BigInteger(String.valueOf(numbers.get(key)));
    }
}
