package dev.sublet.reporter.policy;

import dev.sublet.reporter.entry.Entry;
import dev.sublet.reporter.entry.YamlText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads one policy file. Not thread-safe. */
final class PolicyParser {
    private static final String LABELS = "labels";
    private static final long MILLION = 1_000_000;
    private static final long PER_HOUR_MAX = 1_000_000;
    private static final long PER_MONTH_MAX = 1_000_000_000;
    private static final Set<String> WEIGHTS =
            new TreeSet<>(List.of("cost", "total-cost", "cpu", "memory", "gpu", "storage"));

    private final String yaml;
    private final String sourceName;
    private final ZoneId zone;
    private final Set<String> names = new HashSet<>();

    PolicyParser(String yaml, String sourceName, ZoneId zone) {
        this.zone = zone;
        this.yaml = yaml;
        this.sourceName = sourceName;
    }

    Policies parse() {
        Entry file = YamlText.read(yaml, "policy file " + sourceName, zone);
        file.allowOnly(Set.of("rules", "fees", "markups", "allowances", "close"));
        return new Policies(
                sourceName,
                all(file, "rules", this::rule),
                all(file, "fees", this::fee),
                all(file, "markups", this::markup),
                all(file, "allowances", this::allowance),
                close(file));
    }

    private static CloseRules close(Entry file) {
        List<Entry> given = file.entries("close").orElse(List.of());
        if (given.isEmpty()) {
            return CloseRules.STANDARD;
        }
        Entry close = given.get(0);
        if (given.size() > 1) {
            throw close.error("is not one mapping; write close: {minCoverage: 95}");
        }
        close.requireMap();
        close.allowOnly(Set.of("minCoverage", "hinders"));
        long coverage = close.decimal("minCoverage", 100).isPresent()
                ? millionths(close, "minCoverage", 100)
                : CloseRules.STANDARD.coverageMillionths();
        if (!close.keys().contains("hinders")) {
            return new CloseRules(coverage, CloseRules.STANDARD.hinders());
        }
        try {
            return new CloseRules(coverage, CloseRules.named(close.texts("hinders")));
        } catch (IllegalArgumentException e) {
            throw close.error("hinders \"" + e.getMessage() + "\" is not known; write "
                    + String.join(", ", CloseRules.Hindering.labels()));
        }
    }

    private <T> List<T> all(Entry file, String section, Function<Entry, T> read) {
        List<T> all = new ArrayList<>();
        for (Entry entry : file.entries(section).orElse(List.of())) {
            entry.requireMap();
            all.add(read.apply(entry));
        }
        return List.copyOf(all);
    }

    private Rule rule(Entry entry) {
        entry.allowOnly(Set.of("name", "share", "method", "by", "among", "within", "unit", "parts", "from", "to"));
        String name = name(entry);
        Selector share = selector(entry, "share")
                .orElseThrow(() -> entry.error("no share; say what is handed on, such as share: {class: idle}"));
        Method method = method(entry);
        if (method != Method.PROPORTIONAL && entry.text("by").isPresent()) {
            throw entry.error("by is for proportional rules; leave it out, or write method: proportional");
        }
        if (method != Method.EVEN && entry.text("unit").isPresent()) {
            throw entry.error("unit is for even rules; leave it out, or write method: even");
        }
        if (method != Method.FIXED && entry.entries("parts").isPresent()) {
            throw entry.error("parts are for fixed rules; leave them out, or write method: fixed");
        }
        return new Rule(
                name,
                share,
                method,
                word(entry, "by", "cost", WEIGHTS),
                selector(entry, "among").orElse(Selector.everything()),
                word(entry, "within", "cluster", Set.of("fleet", "cluster", "vcluster")),
                word(entry, "unit", "vcluster", Set.of("vcluster", "cost-center")),
                method == Method.FIXED ? parts(entry) : Map.of(),
                entry.validity());
    }

    private Fee fee(Entry entry) {
        entry.allowOnly(Set.of("name", "perHour", "perMonth", "per", "among", "income", "from", "to"));
        Optional<BigDecimal> perHour = entry.decimal("perHour", PER_HOUR_MAX);
        Optional<BigDecimal> perMonth = entry.decimal("perMonth", PER_MONTH_MAX);
        if (perHour.isPresent() == perMonth.isPresent()) {
            throw entry.error("needs either perHour or perMonth, and not both");
        }
        return new Fee(
                name(entry),
                perHour.isPresent() ? entry.attos("perHour", PER_HOUR_MAX) : null,
                perMonth.isPresent() ? nanos(entry, "perMonth", PER_MONTH_MAX) : null,
                word(entry, "per", "vcluster", Set.of("vcluster", "cost-center", "cluster")),
                selector(entry, "among").orElse(Selector.everything()),
                needed(entry, "income", "say which cost center gets it, such as income: platform"),
                entry.validity());
    }

    private Markup markup(Entry entry) {
        entry.allowOnly(Set.of("name", "percent", "costCenter", "income", "from", "to"));
        return new Markup(
                name(entry),
                entry.text("costCenter").orElse(null),
                millionths(entry, "percent", 1000),
                needed(entry, "income", "say which cost center gets it, such as income: platform"),
                entry.validity());
    }

    private Allowance allowance(Entry entry) {
        entry.allowOnly(Set.of("name", "costCenter", "perMonth", "fundedBy", "from", "to"));
        String costCenter = needed(entry, "costCenter", "say whose free tier it is");
        String fundedBy = needed(entry, "fundedBy", "say which cost center pays instead");
        if (costCenter.equals(fundedBy)) {
            throw entry.error("fundedBy " + fundedBy + " is the cost center itself; name another one");
        }
        return new Allowance(
                name(entry), costCenter, nanos(entry, "perMonth", PER_MONTH_MAX), fundedBy, entry.validity());
    }

    private String name(Entry entry) {
        String name = needed(entry, "name", "each policy needs one, for statements name it");
        if (!names.add(name)) {
            throw entry.error("name \"" + name + "\" is taken by an earlier policy; give another one");
        }
        return name;
    }

    private static String needed(Entry entry, String key, String remedy) {
        return entry.text(key)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> entry.error("no " + key + "; " + remedy));
    }

    private static Method method(Entry entry) {
        String written = needed(entry, "method", "write proportional, even, fixed or keep");
        for (Method method : Method.values()) {
            if (method.label().equals(written)) {
                return method;
            }
        }
        throw entry.error("method \"" + written + "\" is not known; write proportional, even, fixed or keep");
    }

    private static String word(Entry entry, String key, String otherwise, Set<String> allowed) {
        String written = entry.text(key).orElse(otherwise);
        if (!allowed.contains(written)) {
            throw entry.error(
                    key + " \"" + written + "\" is not known; write " + String.join(", ", new TreeSet<>(allowed)));
        }
        return written;
    }

    private static BigInteger nanos(Entry entry, String key, long max) {
        BigInteger[] nanos = entry.attos(key, max).divideAndRemainder(BigInteger.valueOf(1_000_000_000));
        if (nanos[1].signum() != 0) {
            throw entry.error(key + " has more than nine decimals; round it");
        }
        return nanos[0];
    }

    private static long millionths(Entry entry, String key, long max) {
        BigInteger[] millionths = entry.attos(key, max).divideAndRemainder(BigInteger.TEN.pow(14));
        if (millionths[1].signum() != 0) {
            throw entry.error(key + " has more than four decimals; round it");
        }
        return millionths[0].longValueExact();
    }

    private static Map<String, Long> parts(Entry entry) {
        Entry parts = entry.entries("parts")
                .filter(entries -> entries.size() == 1)
                .map(entries -> entries.get(0))
                .orElseThrow(() ->
                        entry.error("no parts; map each cost center to its percentage: parts: {cc-1: 60, cc-2: 40}"));
        Map<String, Long> millionths = new TreeMap<>();
        for (String costCenter : parts.keys()) {
            millionths.put(costCenter, millionths(parts, costCenter, 100));
        }
        long sum = millionths.values().stream().mapToLong(Long::longValue).sum();
        if (sum != MILLION) {
            throw parts.error("percentages sum to "
                    + BigDecimal.valueOf(sum, 4).stripTrailingZeros().toPlainString() + ", not 100; correct them");
        }
        return millionths;
    }

    private static Optional<Selector> selector(Entry entry, String key) {
        Optional<List<Entry>> given = entry.entries(key);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.get().size() != 1) {
            throw entry.error(key + " is not one mapping; write " + key + ": {class: idle}");
        }
        Entry selector = given.get().get(0);
        Map<Selector.Key, List<String>> values = new EnumMap<>(Selector.Key.class);
        Set<String> known = new TreeSet<>();
        for (Selector.Key candidate : Selector.Key.values()) {
            known.add(candidate.label());
            List<String> texts = selector.texts(candidate.label());
            if (!texts.isEmpty()) {
                values.put(candidate, texts);
            }
        }
        known.add(LABELS);
        selector.allowOnly(known);
        return Optional.of(new Selector(values, labels(selector)));
    }

    private static Map<String, List<String>> labels(Entry selector) {
        Optional<List<Entry>> given = selector.entries(LABELS);
        if (given.isEmpty()) {
            return Map.of();
        }
        if (given.get().size() != 1) {
            throw selector.error("labels is not one mapping; write labels: {tier: shared}");
        }
        Entry labels = given.get().get(0);
        labels.requireMap();
        Map<String, List<String>> values = new TreeMap<>();
        for (String key : labels.keys()) {
            values.put(key, labels.texts(key));
        }
        return values;
    }
}
