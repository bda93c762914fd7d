package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Entry;
import dev.sublet.reporter.entry.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads one price book. Not thread-safe. */
final class PriceBookParser {
    // Far above any real price; together with the limits on the base they keep every product within 127 bits.
    private static final long NODE_PER_HOUR_MAX = 1_000_000;
    private static final long VOLUME_PER_GIB_HOUR_MAX = 1_000;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final String yaml;
    private final String sourceName;

    PriceBookParser(String yaml, String sourceName) {
        this.yaml = yaml;
        this.sourceName = sourceName;
    }

    PriceBook parse() {
        Entry book = YamlText.read(yaml, "price book " + sourceName);
        book.allowOnly(Set.of("currency", "platformCostCenter", "base", "nodes", "volumes", "loadBalancers"));
        String currency =
                book.text("currency").orElseThrow(() -> book.error("no currency; add a line such as currency: USD"));
        if (!CURRENCY.matcher(currency).matches()) {
            throw book.error("currency \"" + currency + "\" is not a three-letter code; write one such as USD");
        }
        List<NodePrice> nodes = list(book, "nodes", this::node)
                .orElseThrow(() -> book.error("no nodes; add a list nodes: with instanceType and perHour"));
        Optional<List<VolumePrice>> volumes = list(book, "volumes", this::volume);
        Optional<List<LoadBalancerPrice>> loadBalancers = list(book, "loadBalancers", this::loadBalancer);
        Overlaps overlaps = new Overlaps(sourceName);
        overlaps.rejectNodes(nodes);
        volumes.ifPresent(overlaps::rejectVolumes);
        loadBalancers.ifPresent(overlaps::rejectLoadBalancers);
        List<BaseRatio> base = BaseRatioParser.parse(book);
        overlaps.rejectBase(base);
        return new PriceBook(
                sourceName,
                yaml,
                currency,
                book.text("platformCostCenter").orElse("platform"),
                base,
                nodes,
                volumes,
                loadBalancers);
    }

    private NodePrice node(Entry entry) {
        entry.allowOnly(Set.of("instanceType", "name", "spot", "perHour", "from", "to", "cluster"));
        Optional<String> name = entry.text("name");
        Optional<String> instanceType = entry.text("instanceType");
        if (name.isPresent() == instanceType.isPresent()) {
            throw entry.error("needs either instanceType or name, and not both");
        }
        Optional<Boolean> spot = entry.flag("spot");
        return new NodePrice(
                entry.text("cluster").orElse(null),
                name.orElse(null),
                instanceType.orElse(null),
                // A price by type is for nodes on demand unless it says spot: else a spot node would get it silently.
                name.isPresent() ? spot.orElse(null) : Boolean.valueOf(spot.orElse(false)),
                entry.attos("perHour", NODE_PER_HOUR_MAX),
                entry.validity());
    }

    private VolumePrice volume(Entry entry) {
        entry.allowOnly(Set.of("storageClass", "perGiBHour", "from", "to", "cluster"));
        return new VolumePrice(
                entry.text("cluster").orElse(null),
                // The empty name is what a volume without a storage class has.
                entry.text("storageClass")
                        .orElseThrow(() -> entry.error("no storageClass; name one, or \"\" for none")),
                entry.attos("perGiBHour", VOLUME_PER_GIB_HOUR_MAX),
                entry.validity());
    }

    private LoadBalancerPrice loadBalancer(Entry entry) {
        entry.allowOnly(Set.of("perHour", "from", "to", "cluster"));
        return new LoadBalancerPrice(
                entry.text("cluster").orElse(null), entry.attos("perHour", NODE_PER_HOUR_MAX), entry.validity());
    }

    /** A section's entries; one entry may stand without a list. Empty when the section is not there at all. */
    private <T> Optional<List<T>> list(Entry book, String section, Function<Entry, T> read) {
        Optional<List<Entry>> entries = book.entries(section);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        List<T> result = new ArrayList<>();
        for (Entry entry : entries.get()) {
            entry.requireMap();
            result.add(read.apply(entry));
        }
        return Optional.of(List.copyOf(result));
    }
}
