package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Entry;
import dev.sublet.reporter.entry.YamlText;
import dev.sublet.reporter.price.Currencies.Rated;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Reads one price book. Not thread-safe. */
final class PriceBookParser {
    // Far above any real price; together with the limits on the base they keep every product within 127 bits.
    static final long NODE_PER_HOUR_MAX = 1_000_000;
    private static final long VOLUME_PER_GIB_HOUR_MAX = 1_000;
    private static final Set<String> SECTIONS = Set.of(
            "currency",
            "exchangeRates",
            "platformCostCenter",
            "base",
            "nodes",
            "spotPrices",
            "gpus",
            "volumes",
            "loadBalancers",
            "network",
            "fixed",
            "discounts",
            "commitments",
            "bills");

    private static final Map<String, Set<String>> KEYS = Map.of(
            "nodes",
            Set.of("instanceType", "name", "spot", "perHour", "currency", "from", "to", "cluster", "region"),
            "gpus",
            Set.of("model", "perHour", "currency", "from", "to", "cluster", "region"),
            "volumes",
            Set.of("storageClass", "perGiBHour", "currency", "from", "to", "cluster"),
            "loadBalancers",
            Set.of("perHour", "currency", "from", "to", "cluster"),
            "network",
            Set.of("class", "direction", "perGiB", "currency", "from", "to", "cluster"));

    private final Entry book;
    private final String yaml;
    private final String sourceName;
    private final Optional<List<SpotPrice>> spotPrices;
    private final Currencies currencies;
    private final Overlaps overlaps;

    PriceBookParser(String yaml, String sourceName, ZoneId zone, Optional<List<SpotPrice>> spotPrices) {
        this.book = YamlText.read(yaml, "price book " + sourceName, zone);
        this.yaml = yaml;
        this.sourceName = sourceName;
        this.spotPrices = spotPrices;
        book.allowOnly(SECTIONS);
        this.currencies = Currencies.of(book);
        this.overlaps = new Overlaps(sourceName);
    }

    PriceBook parse() {
        overlaps.rejectRates(currencies.rates());
        List<NodePrice> nodes = prices("nodes", this::nodes, overlaps::rejectNodes)
                .orElseThrow(() -> book.error("no nodes; add a list nodes: with instanceType and perHour"));
        List<BaseRatio> base = BaseRatioParser.parse(book);
        overlaps.rejectBase(base);
        CostParser costs = new CostParser(book, currencies);
        List<Discount> discounts = costs.discounts();
        overlaps.rejectDiscounts(discounts);
        return new PriceBook(
                sourceName,
                yaml,
                currencies.own(),
                currencies.rates(),
                book.text("platformCostCenter").orElse("platform"),
                base,
                nodes,
                spotPrices(),
                prices("gpus", this::gpus, overlaps::rejectGpus),
                prices("volumes", this::volumes, overlaps::rejectVolumes),
                prices("loadBalancers", this::loadBalancers, overlaps::rejectLoadBalancers),
                prices("network", this::network, overlaps::rejectNetwork).orElse(List.of()),
                costs.fixed(),
                discounts,
                costs.commitments(),
                costs.bills());
    }

    private List<SpotPrice> spotPrices() {
        Optional<String> named = book.text("spotPrices");
        if (named.isEmpty()) {
            return List.of();
        }
        return spotPrices.orElseThrow(
                () -> book.error("spotPrices " + named.get() + " was not read; keep it beside the price book"));
    }

    private List<NodePrice> nodes(Entry entry, List<Rated> rated) {
        Optional<String> name = entry.text("name");
        Optional<String> instanceType = entry.text("instanceType");
        if (name.isPresent() == instanceType.isPresent()) {
            throw entry.error("needs either instanceType or name, and not both");
        }
        Optional<Boolean> spot = entry.flag("spot");
        return rated.stream()
                .map(price -> new NodePrice(
                        entry.text("cluster").orElse(null),
                        entry.text("region").orElse(null),
                        name.orElse(null),
                        instanceType.orElse(null),
                        // A price by type is for nodes on demand unless it says spot: else a spot node would get it
                        // silently.
                        name.isPresent() ? spot.orElse(null) : Boolean.valueOf(spot.orElse(false)),
                        price.attos(),
                        price.validity()))
                .toList();
    }

    private List<GpuPrice> gpus(Entry entry, List<Rated> rated) {
        String model = entry.text("model")
                .orElseThrow(() -> entry.error("no model; name one as nodes are labelled, or \"\" for none"));
        return rated.stream()
                .map(price -> new GpuPrice(
                        entry.text("cluster").orElse(null),
                        entry.text("region").orElse(null),
                        model,
                        price.attos(),
                        price.validity()))
                .toList();
    }

    private List<VolumePrice> volumes(Entry entry, List<Rated> rated) {
        // The empty name is what a volume without a storage class has.
        String storageClass = entry.text("storageClass")
                .orElseThrow(() -> entry.error("no storageClass; name one, or \"\" for none"));
        return rated.stream()
                .map(price -> new VolumePrice(
                        entry.text("cluster").orElse(null), storageClass, price.attos(), price.validity()))
                .toList();
    }

    private List<LoadBalancerPrice> loadBalancers(Entry entry, List<Rated> rated) {
        return rated.stream()
                .map(price ->
                        new LoadBalancerPrice(entry.text("cluster").orElse(null), price.attos(), price.validity()))
                .toList();
    }

    private List<NetworkPrice> network(Entry entry, List<Rated> rated) {
        String networkClass = entry.text("class")
                .orElseThrow(() -> entry.error("no class; write any for all bytes, wherever they went"));
        String direction = entry.text("direction").orElse("sent");
        if (!Set.of("sent", "received", "both").contains(direction)) {
            throw entry.error("direction \"" + direction + "\" is not known; write sent, received or both");
        }
        return rated.stream()
                .map(price -> new NetworkPrice(
                        entry.text("cluster").orElse(null),
                        networkClass,
                        !direction.equals("received"),
                        !direction.equals("sent"),
                        price.attos(),
                        price.validity()))
                .toList();
    }

    /** A section's prices; one entry may stand without a list. Empty when the section is not there at all. */
    private <T> Optional<List<T>> prices(
            String section, BiFunction<Entry, List<Rated>, List<T>> read, Consumer<List<T>> reject) {
        Optional<List<Entry>> entries = book.entries(section);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        List<T> result = new ArrayList<>();
        List<T> asWritten = new ArrayList<>();
        for (Entry entry : entries.get()) {
            entry.requireMap();
            entry.allowOnly(Objects.requireNonNull(KEYS.get(section)));
            String key = section.equals("volumes") ? "perGiBHour" : section.equals("network") ? "perGiB" : "perHour";
            long max = section.equals("volumes") ? VOLUME_PER_GIB_HOUR_MAX : NODE_PER_HOUR_MAX;
            List<Rated> rated = currencies.price(entry, key, max);
            result.addAll(read.apply(entry, rated));
            asWritten.addAll(read.apply(entry, List.of(new Rated(rated.get(0).attos(), entry.validity()))));
        }
        // Overlaps are named by the place of what was written, not of what rates made of it.
        reject.accept(asWritten);
        return Optional.of(List.copyOf(result));
    }
}
