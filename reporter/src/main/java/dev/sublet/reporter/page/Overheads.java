package dev.sublet.reporter.page;

import dev.sublet.reporter.document.DocumentLine;
import dev.sublet.reporter.statement.StatementLine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The vclusters of a document with the largest overhead. */
final class Overheads {
    private static final Set<String> CLASSES = Set.of("control-plane", "dns", "add-on", "snapshot");
    private static final int SHOWN_MAX = 6;

    private final Pages pages;

    Overheads(Pages pages) {
        this.pages = pages;
    }

    private record Sum(
            String name, BigDecimal overhead, BigDecimal all, BigInteger overheadNanos, BigInteger allNanos) {
        static Sum of(String name, DocumentLine each) {
            boolean overhead = CLASSES.contains(each.line().podClass());
            BigInteger nanos = each.line().amountNanos();
            return new Sum(
                    name,
                    overhead
                            ? each.amount()
                            : BigDecimal.ZERO.setScale(each.amount().scale()),
                    each.amount(),
                    overhead ? nanos : BigInteger.ZERO,
                    nanos);
        }

        Sum plus(Sum other) {
            return new Sum(
                    name,
                    overhead.add(other.overhead),
                    all.add(other.all),
                    overheadNanos.add(other.overheadNanos),
                    allNanos.add(other.allNanos));
        }
    }

    List<Page.Overhead> rows() {
        Map<String, Sum> sums = new LinkedHashMap<>();
        for (DocumentLine each : pages.document().lines()) {
            StatementLine line = each.line();
            String uid = line.vclusterUid();
            if (uid != null && !line.podClass().equals("unattributed")) {
                String name = pages.name(line.vclusterNamespace(), line.vcluster(), uid);
                sums.merge(uid, Sum.of(name, each), Sum::plus);
            }
        }
        return sums.values().stream()
                .filter(sum -> sum.overheadNanos().signum() > 0)
                .sorted(Comparator.comparing(Sum::overheadNanos).reversed().thenComparing(Sum::name))
                .limit(SHOWN_MAX)
                .map(sum -> new Page.Overhead(
                        sum.name(), pages.shown(sum.overhead()), pages.shown(sum.all()), pages.percent(percent(sum))))
                .toList();
    }

    private static BigDecimal percent(Sum sum) {
        return sum.allNanos().signum() <= 0
                ? BigDecimal.ZERO
                : new BigDecimal(sum.overheadNanos())
                        .multiply(BigDecimal.valueOf(100))
                        .divide(new BigDecimal(sum.allNanos()), 2, RoundingMode.HALF_UP);
    }
}
