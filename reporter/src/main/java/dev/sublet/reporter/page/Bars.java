package dev.sublet.reporter.page;

import dev.sublet.reporter.document.DocumentLine;
import dev.sublet.reporter.document.EarlierPeriod;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A document's bars: the periods before it, and its largest vclusters. */
final class Bars {
    private static final int TOP_MAX = 8;

    private final Pages pages;

    Bars(Pages pages) {
        this.pages = pages;
    }

    List<Page.Bar> trend() {
        List<BigDecimal> amounts = new ArrayList<>(List.of(pages.document().total()));
        List<Period> periods =
                new ArrayList<>(List.of(pages.document().statement().period()));
        for (EarlierPeriod earlier : pages.document().earlier()) {
            amounts.add(0, pages.document().of(earlier));
            periods.add(0, earlier.period());
        }
        BigDecimal largest = Pages.largest(amounts.stream());
        List<Page.Bar> bars = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            bars.add(new Page.Bar(
                    pages.period(periods.get(i)), "", pages.shown(amounts.get(i)), Pages.bar(amounts.get(i), largest)));
        }
        return bars;
    }

    List<Page.Bar> vclusters() {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        Map<String, String> clusters = new LinkedHashMap<>();
        for (DocumentLine each : pages.document().lines()) {
            StatementLine line = each.line();
            String uid = line.vclusterUid();
            if (uid != null) {
                String name = pages.name(line.vclusterNamespace(), line.vcluster(), uid);
                sums.merge(name, each.amount(), BigDecimal::add);
                clusters.put(name, each.clusterName());
            }
        }
        List<Map.Entry<String, BigDecimal>> top = sums.entrySet().stream()
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TOP_MAX)
                .toList();
        BigDecimal largest = Pages.largest(top.stream().map(Map.Entry::getValue));
        return top.stream()
                .map(entry -> new Page.Bar(
                        Pages.clean(entry.getKey()),
                        Pages.clean("in " + clusters.get(entry.getKey())),
                        pages.shown(entry.getValue()),
                        Pages.bar(entry.getValue(), largest)))
                .toList();
    }
}
