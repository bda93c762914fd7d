package dev.sublet.reporter.budget;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What each place paid on each of some billing days, in nanos. Not thread-safe.
 *
 * @param first the first day
 * @param count of days
 * @param unknown places of days in the list of which only a part is known
 */
record DayCosts(LocalDate first, int count, Map<Place, Parts> places, Set<Integer> unknown) {
    /** What can be said of the days to come by what an amount is for. */
    enum Sort {
        USAGE,
        FIXED,
        DAILY,
        ALLOWANCE,
        ONCE,
        /** The part of usage that a paused vcluster goes on to cost. */
        ASLEEP
    }

    /** The amounts of one place by sort and day. */
    static final class Parts {
        private final List<List<BigInteger>> amounts = new ArrayList<>();

        Parts(int count) {
            for (int sort = 0; sort < Sort.values().length; sort++) {
                amounts.add(new ArrayList<>(Collections.nCopies(count, BigInteger.ZERO)));
            }
        }

        List<BigInteger> of(Sort sort) {
            return amounts.get(Arrays.asList(Sort.values()).indexOf(sort));
        }

        void add(Sort sort, int day, BigInteger amount) {
            of(sort).set(day, of(sort).get(day).add(amount));
        }
    }

    /** The days' sums of one sort over some places. */
    List<BigInteger> sum(Sort sort, Predicate<Place> which) {
        List<BigInteger> sums = new ArrayList<>(Collections.nCopies(count, BigInteger.ZERO));
        places.forEach((place, parts) -> {
            if (which.test(place)) {
                List<BigInteger> amounts = parts.of(sort);
                for (int day = 0; day < count; day++) {
                    sums.set(day, sums.get(day).add(amounts.get(day)));
                }
            }
        });
        return sums;
    }

    /** The days' sums of all that was paid. */
    List<BigInteger> paid(Predicate<Place> which) {
        List<BigInteger> paid = sum(Sort.USAGE, which);
        for (Sort sort : List.of(Sort.FIXED, Sort.DAILY, Sort.ALLOWANCE, Sort.ONCE)) {
            List<BigInteger> more = sum(sort, which);
            for (int day = 0; day < count; day++) {
                paid.set(day, paid.get(day).add(more.get(day)));
            }
        }
        return paid;
    }

    static BigInteger total(List<BigInteger> days, int from) {
        return days.subList(Math.min(Math.max(from, 0), days.size()), days.size()).stream()
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
