package dev.sublet.bot.blueprint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What admins allow and demand of virtual clusters. Immutable, but for the nodes of {@code values}, which nobody may change.
 *
 * @param version a whole number that grows; two files may hold two versions of one name
 * @param kubernetesVersions allowed inside, as minors such as {@code 1.36}, newest first
 * @param values for the chart, beneath those that Sublet sets
 * @param sizes by name; the first is the default
 * @param lifeDefault null for no end
 * @param lifeMax null for no limit
 */
public record Blueprint(
        String name,
        int version,
        String description,
        ChartSource chart,
        List<String> kubernetesVersions,
        ObjectNode values,
        List<Size> sizes,
        @Nullable Duration lifeDefault,
        @Nullable Duration lifeMax,
        ContainerLimits limits,
        Network network,
        PodSecurity podSecurity,
        List<Manifest> hostPolicies,
        List<Manifest> insidePolicies,
        List<AddOn> addOns,
        DriftRule drift,
        Approvals approvals,
        @Nullable Snapshots snapshots,
        Duration undo,
        Exposure exposure,
        Map<String, String> annotations) {
    public Blueprint {
        kubernetesVersions = List.copyOf(kubernetesVersions);
        sizes = List.copyOf(sizes);
        hostPolicies = List.copyOf(hostPolicies);
        insidePolicies = List.copyOf(insidePolicies);
        addOns = List.copyOf(addOns);
        annotations = Map.copyOf(annotations);
    }

    /** The size of that name; the first when null. */
    public Optional<Size> size(@Nullable String wanted) {
        return wanted == null
                ? Optional.of(sizes.get(0))
                : sizes.stream().filter(size -> size.name().equals(wanted)).findFirst();
    }

    /** As people write it: {@code standard@3}. */
    public String reference() {
        return name + "@" + version;
    }

    /** What pods of tenants may do on the host, by the Pod Security Standards. */
    public enum PodSecurity {
        PRIVILEGED,
        BASELINE,
        RESTRICTED
    }
}
