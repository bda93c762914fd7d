package dev.sublet.reporter.advice;

import dev.sublet.reporter.overhead.Vcluster;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All advice, the largest saving first.
 *
 * @param totalMonthNanos what all that is counted would save together in a month; nothing in it is counted twice
 * @param rooms what the smaller requests among it free
 * @param assumptions what the figures rest on, each one line
 */
public record Advices(List<Advice> list, BigInteger totalMonthNanos, List<Room> rooms, List<String> assumptions) {
    public Advices {
        list = List.copyOf(list);
        rooms = List.copyOf(rooms);
        assumptions = List.copyOf(assumptions);
    }

    /**
     * What smaller requests do for a host cluster: in its fullest hour so many nodes could be taken away, and so many with them.
     *
     * @param nodeMonthNanos the price of one such node for a month of 730 hours
     */
    public record Room(
            String cluster,
            String clusterName,
            String instanceType,
            long spareNodes,
            long spareAfter,
            BigInteger nodeMonthNanos) {
        public BigInteger monthNanos() {
            return nodeMonthNanos.multiply(BigInteger.valueOf(Math.max(spareAfter - spareNodes, 0)));
        }
    }

    /** Orders and numbers what was found, drops what saves less than the floor, and finds what may be counted together. */
    static List<Advice> ranked(List<Advice> found, BigInteger floorNanos) {
        List<Advice> order = found.stream()
                .filter(advice ->
                        advice.monthNanos().signum() > 0 && advice.monthNanos().compareTo(floorNanos) >= 0)
                .sorted(Comparator.comparing(Advice::monthNanos)
                        .reversed()
                        .thenComparing(Advice::kind)
                        .thenComparing(Advices::firstUid)
                        .thenComparing(Advice::reason))
                .toList();
        List<Advice> ranked = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            Advice advice = order.get(i);
            List<Integer> excludes = new ArrayList<>();
            boolean counted = true;
            for (int j = 0; j < order.size(); j++) {
                if (i != j && advice.overlaps(order.get(j))) {
                    excludes.add(j + 1);
                    counted &= j > i || !ranked.get(j).counted();
                }
            }
            ranked.add(new Advice(
                    i + 1,
                    advice.kind(),
                    advice.targets(),
                    advice.savedNanos(),
                    advice.monthNanos(),
                    advice.reason(),
                    advice.numbers(),
                    excludes,
                    counted));
        }
        return ranked;
    }

    private static String firstUid(Advice advice) {
        Vcluster first = advice.targets().get(0).vcluster();
        return first.cluster() + "/" + first.uid();
    }

    static BigInteger total(List<Advice> ranked) {
        return ranked.stream().filter(Advice::counted).map(Advice::monthNanos).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
