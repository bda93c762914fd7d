package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Price books without dates, to tell what things cost otherwise from prices that are otherwise. Stateless. */
final class HeldPrices {
    private HeldPrices() {}

    static PriceBook of(PriceBook book, long atS) {
        return new PriceBook(
                book.source(),
                book.text(),
                book.currency(),
                book.exchangeRates(),
                book.platformCostCenter(),
                held(book.base(), atS, BaseRatio::validity, HeldPrices::base),
                held(book.nodes(), atS, NodePrice::validity, HeldPrices::node),
                book.spotPrices(),
                book.gpus().map(gpus -> held(gpus, atS, GpuPrice::validity, HeldPrices::gpu)),
                book.volumes().map(volumes -> held(volumes, atS, VolumePrice::validity, HeldPrices::volume)),
                book.loadBalancers()
                        .map(prices -> held(prices, atS, LoadBalancerPrice::validity, HeldPrices::balancer)),
                held(book.network(), atS, NetworkPrice::validity, HeldPrices::network),
                book.fixed(),
                held(book.discounts(), atS, Discount::validity, HeldPrices::discount),
                held(book.commitments(), atS, Commitment::validity, HeldPrices::commitment),
                book.bills());
    }

    static List<Long> changes(PriceBook book, long fromS, long toS) {
        TreeSet<Long> changes = new TreeSet<>();
        Stream.of(
                        book.base().stream().map(BaseRatio::validity),
                        book.nodes().stream().map(NodePrice::validity),
                        book.gpus().stream().flatMap(List::stream).map(GpuPrice::validity),
                        book.volumes().stream().flatMap(List::stream).map(VolumePrice::validity),
                        book.loadBalancers().stream().flatMap(List::stream).map(LoadBalancerPrice::validity),
                        book.network().stream().map(NetworkPrice::validity),
                        book.discounts().stream().map(Discount::validity),
                        book.commitments().stream().map(Commitment::validity))
                .flatMap(validities -> validities)
                .flatMap(validity -> Stream.of(validity.fromS(), validity.toS()))
                .filter(atS -> fromS < atS && atS < toS)
                .forEach(changes::add);
        return List.copyOf(changes);
    }

    private static <T> List<T> held(
            List<T> entries, long atS, Function<T, Validity> validity, BiFunction<T, Validity, T> with) {
        return entries.stream()
                .filter(entry -> validity.apply(entry).overlaps(new Validity(atS, atS + 1)))
                .map(entry -> with.apply(entry, Validity.ALWAYS))
                .toList();
    }

    private static BaseRatio base(BaseRatio base, Validity validity) {
        return new BaseRatio(base.cpu(), base.memory(), base.gpu(), validity);
    }

    private static NodePrice node(NodePrice price, Validity validity) {
        return new NodePrice(
                price.cluster(),
                price.region(),
                price.name(),
                price.instanceType(),
                price.spot(),
                price.attosPerHour(),
                validity);
    }

    private static GpuPrice gpu(GpuPrice price, Validity validity) {
        return new GpuPrice(price.cluster(), price.region(), price.model(), price.attosPerHour(), validity);
    }

    private static VolumePrice volume(VolumePrice price, Validity validity) {
        return new VolumePrice(price.cluster(), price.storageClass(), price.attosPerGibHour(), validity);
    }

    private static LoadBalancerPrice balancer(LoadBalancerPrice price, Validity validity) {
        return new LoadBalancerPrice(price.cluster(), price.attosPerHour(), validity);
    }

    private static NetworkPrice network(NetworkPrice price, Validity validity) {
        return new NetworkPrice(
                price.cluster(), price.networkClass(), price.sent(), price.received(), price.attosPerGib(), validity);
    }

    private static Discount discount(Discount discount, Validity validity) {
        return new Discount(
                discount.resources(),
                discount.cluster(),
                discount.instanceType(),
                discount.spot(),
                discount.millionths(),
                validity);
    }

    private static Commitment commitment(Commitment commitment, Validity validity) {
        return new Commitment(
                commitment.name(),
                commitment.cluster(),
                commitment.region(),
                commitment.instanceType(),
                commitment.count(),
                commitment.attosPerHour(),
                commitment.millionths(),
                validity);
    }
}
