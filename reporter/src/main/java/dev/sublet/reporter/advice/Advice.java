package dev.sublet.reporter.advice;

import dev.sublet.reporter.overhead.Vcluster;
import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One thing that could be done. Money is in 10⁻⁹ of the currency.
 *
 * @param number from 1, the largest saving a month first
 * @param targets the vclusters whose cost it would lower, and by how much; others may be named in {@code reason}
 * @param savedNanos what it would have saved in the period
 * @param monthNanos the same for a month of 730 hours
 * @param numbers what the reason rests on, by names for programs
 * @param excludes the numbers of other advice about the same cost: not both can be saved
 * @param counted whether it is part of the total; what excludes a larger saving is not
 */
public record Advice(
        int number,
        Kind kind,
        List<Target> targets,
        BigInteger savedNanos,
        BigInteger monthNanos,
        String reason,
        Map<String, String> numbers,
        List<Integer> excludes,
        boolean counted) {

    public Advice {
        targets = List.copyOf(targets);
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        excludes = List.copyOf(excludes);
    }

    /** What could be done. */
    public enum Kind {
        IDLE("delete or pause"),
        MERGE("merge"),
        PAUSE("pause"),
        SHARED_STORE("shared store"),
        /** Of one owner object: two of these never speak of the same pods. */
        SMALLER_REQUESTS("smaller requests");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** The parts of a vcluster's cost that it speaks of; none where that depends on more. */
        Set<Part> parts() {
            return switch (this) {
                case IDLE, PAUSE -> EnumSet.allOf(Part.class);
                case MERGE -> EnumSet.of(Part.STORE, Part.CONTROL);
                case SHARED_STORE -> EnumSet.of(Part.STORE);
                case SMALLER_REQUESTS -> EnumSet.noneOf(Part.class);
            };
        }
    }

    /** Which of a vcluster's cost: the store beside its control plane, all other overhead, what tenants run. */
    public enum Part {
        STORE,
        CONTROL,
        WORKLOAD
    }

    /** A vcluster, the parts of its cost that the advice speaks of, and what it would save of them in the period. */
    public record Target(Vcluster vcluster, Set<Part> parts, BigInteger savedNanos) {
        public Target {
            parts = Set.copyOf(parts);
        }
    }

    /** Whether both speak of the same cost, so that their savings must not be added up. */
    boolean overlaps(Advice other) {
        if (kind == Kind.SMALLER_REQUESTS && other.kind == Kind.SMALLER_REQUESTS) {
            return false;
        }
        return targets.stream()
                .anyMatch(own -> other.targets.stream()
                        .anyMatch(theirs -> own.vcluster()
                                        .cluster()
                                        .equals(theirs.vcluster().cluster())
                                && own.vcluster().uid().equals(theirs.vcluster().uid())
                                && !Collections.disjoint(own.parts(), theirs.parts())));
    }
}
