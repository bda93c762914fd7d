package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Entry;
import dev.sublet.reporter.entry.Validity;
import dev.sublet.reporter.price.Currencies.Rated;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the sections of a price book that are no prices of one thing: fixed costs, discounts, commitments, bills. */
final class CostParser {
    private static final long PER_MONTH_MAX = 1_000_000_000;
    private static final long COUNT_MAX = 100_000;
    private static final BigInteger ATTOS_PER_TEN_THOUSANDTH = BigInteger.TEN.pow(14);

    private final Entry book;
    private final Currencies currencies;
    private final Set<String> names = new HashSet<>();

    CostParser(Entry book, Currencies currencies) {
        this.book = book;
        this.currencies = currencies;
    }

    List<FixedCost> fixed() {
        List<FixedCost> fixed = new ArrayList<>();
        for (Entry entry : entries("fixed")) {
            entry.allowOnly(
                    Set.of("name", "per", "perHour", "perMonth", "currency", "cluster", "instanceType", "from", "to"));
            boolean monthly = entry.keys().contains("perMonth");
            if (monthly == entry.keys().contains("perHour")) {
                throw entry.error("needs either perHour or perMonth, and not both");
            }
            String per = entry.text("per").orElse("cluster");
            if (!Set.of("cluster", "fleet", "node").contains(per)) {
                throw entry.error("per \"" + per + "\" is not known; write cluster, fleet or node");
            }
            if (per.equals("fleet") && entry.text("cluster").isPresent()) {
                throw entry.error("cluster is for costs per cluster or node; leave it out");
            }
            if (!per.equals("node") && entry.text("instanceType").isPresent()) {
                throw entry.error("instanceType is for costs per node; leave it out, or write per: node");
            }
            String name = name(entry);
            for (Rated price : monthly
                    ? currencies.price(entry, "perMonth", PER_MONTH_MAX)
                    : currencies.price(entry, "perHour", PriceBookParser.NODE_PER_HOUR_MAX)) {
                fixed.add(new FixedCost(
                        name,
                        per,
                        entry.text("cluster").orElse(null),
                        entry.text("instanceType").orElse(null),
                        monthly,
                        price.attos(),
                        price.validity()));
            }
        }
        return List.copyOf(fixed);
    }

    List<Discount> discounts() {
        List<Discount> discounts = new ArrayList<>();
        for (Entry entry : entries("discounts")) {
            entry.allowOnly(Set.of("percent", "on", "cluster", "instanceType", "spot", "from", "to"));
            Set<String> on = new TreeSet<>(entry.texts("on"));
            if (!Discount.RESOURCES.containsAll(on)) {
                throw entry.error("on " + String.join(", ", on) + " names what is no resource; write "
                        + String.join(", ", new TreeSet<>(Discount.RESOURCES)));
            }
            discounts.add(new Discount(
                    Set.copyOf(on.isEmpty() ? Set.of("cpu", "memory") : on),
                    entry.text("cluster").orElse(null),
                    entry.text("instanceType").orElse(null),
                    entry.flag("spot").orElse(null),
                    percent(entry),
                    entry.validity()));
        }
        return List.copyOf(discounts);
    }

    List<Commitment> commitments() {
        List<Commitment> commitments = new ArrayList<>();
        for (Entry entry : entries("commitments")) {
            entry.allowOnly(Set.of(
                    "name",
                    "count",
                    "instanceType",
                    "perHour",
                    "spendPerHour",
                    "percent",
                    "currency",
                    "cluster",
                    "region",
                    "from",
                    "to"));
            boolean spend = entry.keys().contains("spendPerHour");
            if (spend && (entry.keys().contains("count") || entry.keys().contains("perHour"))) {
                throw entry.error("has spendPerHour beside count or perHour; a spend has percent, reserved nodes have"
                        + " instanceType, count and perHour");
            }
            Optional<String> instanceType = entry.text("instanceType");
            if (!spend && instanceType.isEmpty()) {
                throw entry.error("no instanceType; say which nodes are reserved, or write spendPerHour and percent");
            }
            String name = name(entry);
            long count = spend ? 0 : count(entry);
            for (Rated price :
                    currencies.price(entry, spend ? "spendPerHour" : "perHour", PriceBookParser.NODE_PER_HOUR_MAX)) {
                commitments.add(new Commitment(
                        name,
                        entry.text("cluster").orElse(null),
                        entry.text("region").orElse(null),
                        instanceType.orElse(null),
                        count,
                        price.attos(),
                        spend ? percent(entry) : 0,
                        price.validity()));
            }
        }
        return List.copyOf(commitments);
    }

    BillTerms bills() {
        List<Entry> entries = entries("bills");
        if (entries.isEmpty()) {
            return BillTerms.defaults();
        }
        if (entries.size() > 1) {
            throw book.error(
                    "bills is a list; write one mapping such as bills: {charge: [\"Elastic Load Balancing\"]}");
        }
        entries.get(0).allowOnly(Set.of("use", "charge"));
        return new BillTerms(
                entries.get(0).flag("use").orElse(true), entries.get(0).texts("charge"));
    }

    private List<Entry> entries(String section) {
        List<Entry> entries = book.entries(section).orElse(List.of());
        entries.forEach(Entry::requireMap);
        return entries;
    }

    private String name(Entry entry) {
        String name = entry.text("name")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> entry.error("no name; each needs one, for statements name it"));
        Validity unused = entry.validity();
        if (!names.add(name + " " + unused.fromS())) {
            throw entry.error("name \"" + name + "\" is taken by an earlier entry; give another one");
        }
        return name;
    }

    private static long count(Entry entry) {
        return entry.decimal("count", COUNT_MAX)
                .filter(count -> count.stripTrailingZeros().scale() <= 0)
                .orElseThrow(() -> entry.error("no count; say as a whole number how many nodes are reserved"))
                .longValueExact();
    }

    private static long percent(Entry entry) {
        BigInteger[] millionths = entry.attos("percent", 100).divideAndRemainder(ATTOS_PER_TEN_THOUSANDTH);
        if (millionths[1].signum() != 0) {
            throw entry.error("percent has more than four decimals; round it");
        }
        return millionths[0].longValueExact();
    }
}
