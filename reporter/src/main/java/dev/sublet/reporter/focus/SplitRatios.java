package dev.sublet.reporter.focus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.table.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which part of its origin each handed-on line is. An origin is what one policy hands on of one resource of one source; over
 * the whole statement the ratios of its lines, in nine decimals by largest remainder, sum to 1.
 */
final class SplitRatios {
    private static final int DIGITS = 9;

    private final Map<StatementLine, BigDecimal> ratios = new HashMap<>();
    private final Map<List<String>, List<StatementLine>> origins = new LinkedHashMap<>();

    SplitRatios(List<StatementLine> lines) {
        for (StatementLine line : lines) {
            if (isSplit(line)) {
                origins.computeIfAbsent(origin(line), any -> new ArrayList<>()).add(line);
            }
        }
        origins.values().forEach(this::cut);
    }

    /** Whether a policy cut the line from something that is handed on, or kept what was left of it. */
    static boolean isSplit(StatementLine line) {
        return line.policy() != null && line.source() != null;
    }

    private static List<String> origin(StatementLine line) {
        return List.of(
                Objects.requireNonNull(line.policy()),
                Objects.requireNonNull(line.source()),
                line.podClass(),
                line.resource(),
                line.pricing());
    }

    private void cut(List<StatementLine> parts) {
        List<BigInteger> weights =
                parts.stream().map(part -> part.amountNanos().abs()).toList();
        BigInteger whole = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (whole.signum() == 0) {
            weights = parts.stream().map(part -> BigInteger.ONE).toList();
            whole = BigInteger.valueOf(parts.size());
        }
        BigInteger units = BigInteger.TEN.pow(DIGITS);
        List<BigInteger[]> cuts = new ArrayList<>();
        BigInteger given = BigInteger.ZERO;
        List<Integer> order = new ArrayList<>();
        for (BigInteger weight : weights) {
            BigInteger[] cut = weight.multiply(units).divideAndRemainder(whole);
            order.add(cuts.size());
            cuts.add(cut);
            given = given.add(cut[0]);
        }
        order.sort(Comparator.comparing((Integer index) -> cuts.get(index)[1]).reversed());
        int extra = units.subtract(given).intValueExact();
        for (int rank = 0; rank < parts.size(); rank++) {
            int index = order.get(rank);
            BigInteger part = cuts.get(index)[0].add(rank < extra ? BigInteger.ONE : BigInteger.ZERO);
            ratios.put(parts.get(index), new BigDecimal(part, DIGITS));
        }
    }

    /**
     * What others have of the origins of some lines.
     *
     * @param like one of those lines
     * @param ratio above 0
     */
    record Rest(StatementLine like, BigDecimal ratio) {
        /** Without a quantity: it is that of others, which is not for whoever reads these lines. */
        String details() {
            ObjectNode details = JsonNodeFactory.instance.objectNode();
            details.putArray("Elements").addObject().put("AllocatedRatio", ratio);
            return Json.compact(details);
        }
    }

    /** For each origin of the lines that are shown, in order, what is not shown of it. */
    List<Rest> rest(List<StatementLine> shown) {
        Set<StatementLine> set = Set.copyOf(shown);
        List<Rest> rests = new ArrayList<>();
        for (List<StatementLine> parts : origins.values()) {
            BigDecimal ratio = BigDecimal.ZERO;
            StatementLine like = null;
            for (StatementLine part : parts) {
                if (set.contains(part)) {
                    like = part;
                } else {
                    ratio = ratio.add(Objects.requireNonNull(ratios.get(part)));
                }
            }
            if (like != null && ratio.signum() > 0) {
                rests.add(new Rest(like, ratio));
            }
        }
        return rests;
    }

    /** The JSON of AllocatedMethodDetails. */
    String details(StatementLine line) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        ObjectNode element = details.putArray("Elements").addObject();
        element.put("AllocatedRatio", Objects.requireNonNull(ratios.get(line)));
        element.put("UsageUnit", FocusCharge.of(line).unit());
        element.put("UsageQuantity", line.quantity());
        return Json.compact(details);
    }
}
