package dev.sublet.bot.blueprint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sublet.reporter.entry.Entry;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sections of a blueprint. Immutable. */
final class Sections {
    private static final int PODS = 100;
    private static final long MONEY_MAX = 1_000_000_000L;
    private static final Pattern APPROVER = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.+@:|/]{0,252}");
    private final Path folder;

    Sections(Path folder) {
        this.folder = folder;
    }

    /** A section that is there at most once; empty when it is absent. */
    Entry one(Entry root, String key, Set<String> keys) {
        List<Entry> entries = root.entries(key).orElse(List.of());
        if (entries.size() > 1) {
            throw root.error(key + " is a list; write its keys below it without dashes");
        }
        Entry entry = entries.isEmpty()
                ? new Entry(root.title(), key, JsonNodeFactory.instance.objectNode(), ZoneOffset.UTC)
                : entries.get(0);
        entry.requireMap();
        entry.allowOnly(keys);
        return entry;
    }

    ChartSource chart(Entry root) {
        Entry chart = one(root, "chart", Set.of("source", "name", "versions"));
        String source = BlueprintReader.required(chart, "source");
        if (source.contains("://") && !source.startsWith("https://") && !source.startsWith("oci://")) {
            throw chart.error("source \"" + source + "\" is neither https://, oci:// nor a path");
        }
        List<String> versions = chart.texts("versions");
        boolean local = !source.contains("://");
        if (versions.isEmpty()) {
            throw chart.error("no versions; list the allowed chart versions, newest first");
        }
        String place = local ? folder.resolve(source).normalize().toString() : source;
        return new ChartSource(place, chart.text("name").orElse("vcluster"), versions);
    }

    List<Size> sizes(Entry root) {
        List<Size> sizes = new ArrayList<>();
        Entry section = one(
                root,
                "sizes",
                Set.copyOf(root.entries("sizes").map(l -> l.get(0).keys()).orElse(List.of())));
        for (String name : section.keys()) {
            Entry size = new Entry(root.title(), "sizes." + name, section.node().get(name), ZoneOffset.UTC);
            size.requireMap();
            size.allowOnly(Set.of("cpu", "memory", "storage", "ephemeralStorage", "pods", "loadBalancers", "quota"));
            Map<String, Quantity> hard = new HashMap<>();
            size.entries("quota")
                    .orElse(List.of())
                    .forEach(quota -> quota.keys().forEach(key -> hard.put(key, Fields.quantity(quota, key, null))));
            sizes.add(new Size(
                    name,
                    Fields.quantity(size, "cpu", null),
                    Fields.quantity(size, "memory", null),
                    Fields.quantity(size, "storage", new Quantity("100Gi")),
                    Fields.quantity(size, "ephemeralStorage", new Quantity("60Gi")),
                    Fields.number(size, "pods", 1, 100_000, PODS),
                    Fields.number(size, "loadBalancers", 0, 1_000, 0),
                    hard));
        }
        if (sizes.isEmpty()) {
            throw root.error("no sizes; add at least one, such as small: {cpu: 4, memory: 16Gi}");
        }
        return sizes;
    }

    ContainerLimits limits(Entry root) {
        Entry limits = one(root, "limits", Set.of("default", "request"));
        Set<String> keys = Set.of("cpu", "memory", "ephemeralStorage");
        Entry most = one(limits, "default", keys);
        Entry least = one(limits, "request", keys);
        ContainerLimits usual = ContainerLimits.USUAL;
        return new ContainerLimits(
                Fields.quantity(least, "cpu", usual.cpuRequest()),
                Fields.quantity(most, "cpu", usual.cpuLimit()),
                Fields.quantity(least, "memory", usual.memoryRequest()),
                Fields.quantity(most, "memory", usual.memoryLimit()),
                Fields.quantity(least, "ephemeralStorage", usual.ephemeralStorageRequest()),
                Fields.quantity(most, "ephemeralStorage", usual.ephemeralStorageLimit()));
    }

    Network network(Entry root) {
        Entry network = one(root, "network", Set.of("internet", "except", "egress", "ingressFrom"));
        List<Network.Reachable> egress = new ArrayList<>();
        for (Entry rule : network.entries("egress").orElse(List.of())) {
            rule.requireMap();
            rule.allowOnly(Set.of("cidr", "ports"));
            List<Integer> ports =
                    rule.texts("ports").stream().map(text -> port(rule, text)).toList();
            egress.add(new Network.Reachable(Cidrs.check(rule, BlueprintReader.required(rule, "cidr")), ports));
        }
        List<Map<String, String>> from = new ArrayList<>();
        for (Entry labels : network.entries("ingressFrom").orElse(List.of())) {
            Map<String, String> selector = new HashMap<>();
            labels.keys().forEach(key -> selector.put(key, labels.text(key).orElseThrow()));
            if (selector.isEmpty()) {
                throw labels.error("no labels would select every namespace; name at least one");
            }
            from.add(Map.copyOf(selector));
        }
        List<String> except = network.node().has("except") ? network.texts("except") : Network.PRIVATE;
        except.forEach(cidr -> Cidrs.check(network, cidr));
        return new Network(network.flag("internet").orElse(true), except, egress, from);
    }

    private static int port(Entry rule, String text) {
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
            throw rule.error("ports \"" + text + "\" is not a port from 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    List<Manifest> manifests(Entry section, String key) {
        return new ManifestReader(folder, section).read(section.texts(key));
    }

    List<AddOn> addOns(Entry root) {
        List<AddOn> addOns = new ArrayList<>();
        for (Entry entry : root.entries("addOns").orElse(List.of())) {
            entry.requireMap();
            entry.allowOnly(Set.of("name", "namespace", "manifests", "chart", "values"));
            String name = BlueprintReader.required(entry, "name");
            ChartSource chart = entry.node().has("chart") ? chart(entry) : null;
            if (chart != null && chart.versions().size() != 1) {
                throw entry.error("chart has " + chart.versions().size() + " versions; an add-on has exactly one");
            }
            List<Manifest> manifests = manifests(entry, "manifests");
            if (chart == null && manifests.isEmpty()) {
                throw entry.error("add-on " + name + " has neither manifests nor a chart; add one");
            }
            addOns.add(new AddOn(
                    name, entry.text("namespace").orElse(name), manifests, chart, BlueprintReader.values(entry)));
        }
        return addOns;
    }

    DriftRule drift(Entry root, Duration otherwise) {
        Entry drift = one(root, "drift", Set.of("every", "repair"));
        Duration every = Fields.duration(drift, "every");
        return new DriftRule(
                every == null ? otherwise : every, drift.flag("repair").orElse(true));
    }

    Approvals approvals(Entry root) {
        Entry approvals = one(root, "approvals", Set.of("by", "abovePerMonth", "capPerMonth", "openFor"));
        @Nullable
        BigDecimal above = approvals.decimal("abovePerMonth", MONEY_MAX).orElse(null);
        @Nullable BigDecimal cap = approvals.decimal("capPerMonth", MONEY_MAX).orElse(null);
        if (above != null && approvals.texts("by").isEmpty()) {
            throw approvals.error("abovePerMonth without by; name the groups or people who may approve");
        }
        for (String by : approvals.texts("by")) {
            if (!APPROVER.matcher(by).matches()) {
                throw approvals.error(
                        "by \"" + by + "\" is neither a group nor a person; use letters, digits and -_.+@:|/");
            }
        }
        if (above != null && cap != null && above.compareTo(cap) > 0) {
            throw approvals.error(
                    "abovePerMonth " + above + " is above capPerMonth " + cap + ", which refuses it before");
        }
        Duration openFor = Fields.duration(approvals, "openFor");
        return new Approvals(approvals.texts("by"), above, cap, openFor == null ? Approvals.NONE.openFor() : openFor);
    }

    @Nullable
    Snapshots snapshots(Entry root, Duration otherwise) {
        if (!root.node().has("snapshots")) {
            return null;
        }
        Entry snapshots = one(root, "snapshots", Set.of("volumeSnapshotClass", "keep"));
        Duration keep = Fields.duration(snapshots, "keep");
        return new Snapshots(
                BlueprintReader.required(snapshots, "volumeSnapshotClass"), keep == null ? otherwise : keep);
    }

    Exposure exposure(Entry root) {
        Entry expose = one(root, "expose", Set.of("domain", "ingressClass", "gateway", "loadBalancer"));
        Optional<String> gateway = expose.text("gateway");
        if (gateway.isPresent() && !gateway.get().matches("[a-z0-9-]+/[a-z0-9.-]+")) {
            throw expose.error("gateway \"" + gateway.get() + "\" is not NAMESPACE/NAME");
        }
        return new Exposure(
                expose.text("domain").orElse(null),
                expose.text("ingressClass").orElse(null),
                gateway.orElse(null),
                expose.flag("loadBalancer").orElse(false));
    }
}
