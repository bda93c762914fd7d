package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.EntryException;
import dev.sublet.reporter.entry.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/** Refuses two prices for the same thing at the same time. */
final class Overlaps {
    private final String sourceName;

    Overlaps(String sourceName) {
        this.sourceName = sourceName;
    }

    void rejectNodes(List<NodePrice> nodes) {
        reject("nodes", nodes, NodePrice::validity, Overlaps::sameNode);
    }

    void rejectVolumes(List<VolumePrice> volumes) {
        reject(
                "volumes",
                volumes,
                VolumePrice::validity,
                (a, b) -> a.storageClass().equals(b.storageClass()) && Objects.equals(a.cluster(), b.cluster()));
    }

    void rejectLoadBalancers(List<LoadBalancerPrice> loadBalancers) {
        reject(
                "loadBalancers",
                loadBalancers,
                LoadBalancerPrice::validity,
                (a, b) -> Objects.equals(a.cluster(), b.cluster()));
    }

    void rejectBase(List<BaseRatio> base) {
        reject("base", base, BaseRatio::validity, (a, b) -> true);
    }

    void rejectGpus(List<GpuPrice> gpus) {
        reject(
                "gpus",
                gpus,
                GpuPrice::validity,
                (a, b) -> a.model().equals(b.model())
                        && Objects.equals(a.cluster(), b.cluster())
                        && Objects.equals(a.region(), b.region()));
    }

    void rejectNetwork(List<NetworkPrice> network) {
        reject(
                "network",
                network,
                NetworkPrice::validity,
                (a, b) -> a.networkClass().equals(b.networkClass())
                        && Objects.equals(a.cluster(), b.cluster())
                        && (a.sent() == b.sent() || a.received() == b.received()));
    }

    void rejectDiscounts(List<Discount> discounts) {
        reject(
                "discounts",
                discounts,
                Discount::validity,
                (a, b) -> Objects.equals(a.cluster(), b.cluster())
                        && Objects.equals(a.instanceType(), b.instanceType())
                        && Objects.equals(a.spot(), b.spot())
                        && a.resources().stream().anyMatch(b.resources()::contains));
    }

    void rejectRates(List<ExchangeRate> rates) {
        reject(
                "exchangeRates",
                rates,
                ExchangeRate::validity,
                (a, b) -> a.currency().equals(b.currency()));
    }

    private static boolean sameNode(NodePrice a, NodePrice b) {
        return Objects.equals(a.cluster(), b.cluster())
                && Objects.equals(a.region(), b.region())
                && Objects.equals(a.name(), b.name())
                && Objects.equals(a.instanceType(), b.instanceType())
                && (a.spot() == null || b.spot() == null || a.spot().equals(b.spot()));
    }

    private <T> void reject(String section, List<T> entries, Function<T, Validity> validity, BiPredicate<T, T> same) {
        List<Predicate<T>> seen = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            T entry = entries.get(i);
            for (int j = 0; j < seen.size(); j++) {
                if (seen.get(j).test(entry)) {
                    throw new EntryException("price book " + sourceName + ": " + section + "[" + i + "] and "
                            + section + "[" + j + "] price the same thing at the same time; end the earlier one where"
                            + " the later begins");
                }
            }
            seen.add(later -> same.test(entry, later) && validity.apply(entry).overlaps(validity.apply(later)));
        }
    }
}
