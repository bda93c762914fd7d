package dev.sublet.bot.snapshot;

import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.price.VolumePrice;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What keeping a copy costs, where the price book has a price: an entry under {@code volumes} whose storageClass is the name of the
 * VolumeSnapshotClass. Storage bills what differs, so this is the most that it can be. Stateless.
 */
public final class SnapshotCost {
    private static final BigInteger GIB = BigInteger.ONE.shiftLeft(30);
    private static final BigDecimal ATTOS = BigDecimal.TEN.pow(18);
    private static final int CENTS = 2;
    /** 365 days in twelve parts. */
    private static final long MONTH_HOURS = 730;

    private SnapshotCost() {}

    /** For a month of 730 hours, in the book's currency, rounded to cents; empty without a size or a price. */
    public static Optional<BigDecimal> perMonth(
            PriceBook book, @Nullable String cluster, SnapshotStatus snapshot, Instant at) {
        return cost(book, cluster, snapshot, at, Duration.ofHours(MONTH_HOURS));
    }

    /** For all the time that it is kept. */
    public static Optional<BigDecimal> whileKept(PriceBook book, @Nullable String cluster, SnapshotStatus snapshot) {
        Instant from = Instant.parse(snapshot.takenAt());
        return cost(book, cluster, snapshot, from, Duration.between(from, Instant.parse(snapshot.keptUntil())));
    }

    private static Optional<BigDecimal> cost(
            PriceBook book, @Nullable String cluster, SnapshotStatus snapshot, Instant at, Duration time) {
        Long bytes = snapshot.bytes();
        String storageClass = snapshot.volumeSnapshotClass();
        if (bytes == null || storageClass == null) {
            return Optional.empty();
        }
        return price(book.volumes().orElse(List.of()), cluster, storageClass, at.getEpochSecond())
                .map(attosPerGibHour -> new BigDecimal(attosPerGibHour
                                .multiply(BigInteger.valueOf(bytes))
                                .multiply(BigInteger.valueOf(time.toSeconds())))
                        .divide(new BigDecimal(GIB.multiply(
                                BigInteger.valueOf(Duration.ofHours(1).toSeconds()))))
                        .divide(ATTOS, CENTS, RoundingMode.HALF_UP));
    }

    /** The cluster's own price before everybody's. */
    private static Optional<BigInteger> price(
            List<VolumePrice> prices, @Nullable String cluster, String storageClass, long atS) {
        List<VolumePrice> valid = prices.stream()
                .filter(price -> price.storageClass().equals(storageClass)
                        && price.validity().fromS() <= atS
                        && atS < price.validity().toS())
                .toList();
        return valid.stream()
                .filter(price -> price.cluster() != null && price.cluster().equals(cluster))
                .findFirst()
                .or(() ->
                        valid.stream().filter(price -> price.cluster() == null).findFirst())
                .map(VolumePrice::attosPerGibHour);
    }
}
