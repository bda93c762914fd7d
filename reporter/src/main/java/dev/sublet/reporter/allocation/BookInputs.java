package dev.sublet.reporter.allocation;

import dev.sublet.reporter.entry.Validity;
import dev.sublet.reporter.price.BaseRatio;
import dev.sublet.reporter.price.Commitment;
import dev.sublet.reporter.price.Discount;
import dev.sublet.reporter.price.ExchangeRate;
import dev.sublet.reporter.price.FixedCost;
import dev.sublet.reporter.price.GpuPrice;
import dev.sublet.reporter.price.LoadBalancerPrice;
import dev.sublet.reporter.price.NetworkPrice;
import dev.sublet.reporter.price.NodePrice;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.price.SpotPrice;
import dev.sublet.reporter.price.VolumePrice;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a price book into the temporary tables of {@code 00-inputs.sql}. For one connection. */
final class BookInputs {
    private static final int ROWS_PER_INSERT = 500;
    private static final long MILLION = 1_000_000;
    private static final BigInteger HOUR_S = BigInteger.valueOf(3600);

    private final Connection connection;
    private final ZoneId zone;
    private final long fromS;
    private final long toS;

    /** @param zone of billing months */
    BookInputs(Connection connection, ZoneId zone, long fromS, long toS) {
        this.connection = connection;
        this.zone = zone;
        this.fromS = fromS;
        this.toS = toS;
    }

    void load(PriceBook book) throws SQLException {
        loadEpochs(book);
        for (BaseRatio base : book.base()) {
            insert(
                    "INSERT INTO base_ratio VALUES (?, ?, ?::HUGEINT, ?::HUGEINT, ?::HUGEINT)",
                    base.validity().fromS(),
                    base.validity().toS(),
                    base.cpu().toString(),
                    base.memory().toString(),
                    base.gpu().toString());
        }
        loadNodes(book.nodes());
        loadSpot(book.spotPrices());
        if (book.gpus().isPresent()) {
            insert("INSERT INTO charged VALUES (?)", "gpu");
            loadGpus(book.gpus().get());
        }
        if (book.volumes().isPresent()) {
            insert("INSERT INTO charged VALUES (?)", "storage");
            for (VolumePrice price : book.volumes().get()) {
                loadAsset("storage", price.storageClass(), price.cluster(), price.attosPerGibHour(), price.validity());
            }
        }
        if (book.loadBalancers().isPresent()) {
            insert("INSERT INTO charged VALUES (?)", "load-balancer");
            for (LoadBalancerPrice price : book.loadBalancers().get()) {
                loadAsset("load-balancer", "", price.cluster(), price.attosPerHour(), price.validity());
            }
        }
        loadNetwork(book.network());
        loadDiscounts(book.discounts());
        loadCommitments(book.commitments());
        loadFixed(book.fixed());
        for (ExchangeRate rate : book.exchangeRates()) {
            insert(
                    "INSERT INTO exchange_rate VALUES (?, ?::HUGEINT, ?, ?)",
                    rate.currency(),
                    rate.nanos().toString(),
                    rate.validity().fromS(),
                    rate.validity().toS());
        }
        for (String pattern : book.bills().charged()) {
            insert("INSERT INTO charged_service VALUES (?)", pattern);
        }
    }

    private void loadEpochs(PriceBook book) throws SQLException {
        TreeSet<Long> bounds = Stream.of(
                        Stream.of(Validity.ALWAYS),
                        book.base().stream().map(BaseRatio::validity),
                        book.nodes().stream().map(NodePrice::validity),
                        book.gpus().stream().flatMap(List::stream).map(GpuPrice::validity),
                        book.volumes().stream().flatMap(List::stream).map(VolumePrice::validity),
                        book.loadBalancers().stream().flatMap(List::stream).map(LoadBalancerPrice::validity),
                        book.discounts().stream().map(Discount::validity),
                        book.commitments().stream().map(Commitment::validity))
                .flatMap(validities -> validities)
                .flatMap(validity -> Stream.of(validity.fromS(), validity.toS()))
                .collect(Collectors.toCollection(TreeSet::new));
        Long start = bounds.pollFirst();
        for (Long end : bounds) {
            insert("INSERT INTO price_epoch VALUES (?, ?)", start, end);
            start = end;
        }
    }

    private void loadNodes(List<NodePrice> nodes) throws SQLException {
        List<NodePrice> byRank = nodes.stream()
                .sorted(Comparator.comparing((NodePrice price) -> price.name() == null)
                        .thenComparing(price -> price.cluster() == null)
                        .thenComparing(price -> price.region() == null))
                .toList();
        for (int rank = 0; rank < byRank.size(); rank++) {
            NodePrice price = byRank.get(rank);
            insert(
                    "INSERT INTO node_price VALUES (?, ?, ?, ?, ?, ?, ?::HUGEINT, ?, ?)",
                    rank,
                    price.cluster(),
                    price.region(),
                    price.name(),
                    price.instanceType(),
                    price.spot(),
                    price.attosPerHour().toString(),
                    price.validity().fromS(),
                    price.validity().toS());
        }
    }

    /** As text: a file may have thousands of rows. Each series gets a NULL rate before its first price. */
    private void loadSpot(List<SpotPrice> prices) throws SQLException {
        Map<List<String>, Long> firstS = new TreeMap<>(Comparator.comparing(List::toString));
        List<String> rows = new ArrayList<>();
        for (SpotPrice price : prices) {
            firstS.merge(
                    List.of(price.instanceType(), price.zone()),
                    price.validity().fromS(),
                    Math::min);
            rows.add(spotRow(price, price.attosPerHour().toString(), price.validity()));
        }
        firstS.forEach((series, atS) -> rows.add(spotRow(
                new SpotPrice(series.get(0), series.get(1), BigInteger.ZERO, Validity.ALWAYS),
                "NULL",
                new Validity(Validity.ALWAYS.fromS(), atS))));
        List<String> needed = rows.stream().filter(row -> !row.isEmpty()).toList();
        for (int i = 0; i < needed.size(); i += ROWS_PER_INSERT) {
            String values = String.join(", ", needed.subList(i, Math.min(i + ROWS_PER_INSERT, needed.size())));
            insert("INSERT INTO spot_price VALUES " + values);
        }
    }

    private String spotRow(SpotPrice price, String rate, Validity validity) {
        return validity.overlaps(new Validity(fromS, toS))
                ? "(" + literal(price.instanceType()) + ", " + literal(price.zone()) + ", " + rate + "::HUGEINT, "
                        + validity.fromS() + ", " + validity.toS() + ")"
                : "";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void loadGpus(List<GpuPrice> gpus) throws SQLException {
        List<GpuPrice> byRank = gpus.stream()
                .sorted(Comparator.comparing((GpuPrice price) -> price.cluster() == null)
                        .thenComparing(price -> price.region() == null))
                .toList();
        for (int rank = 0; rank < byRank.size(); rank++) {
            GpuPrice price = byRank.get(rank);
            insert(
                    "INSERT INTO gpu_price VALUES (?, ?, ?, ?, ?::HUGEINT, ?, ?)",
                    rank,
                    price.cluster(),
                    price.region(),
                    price.model(),
                    price.attosPerHour().toString(),
                    price.validity().fromS(),
                    price.validity().toS());
        }
    }

    private void loadAsset(String kind, String sort, @Nullable String cluster, BigInteger attos, Validity validity)
            throws SQLException {
        insert(
                "INSERT INTO asset_price VALUES (?, ?, ?, ?, ?::HUGEINT, ?, ?)",
                cluster == null ? 1 : 0,
                kind,
                sort,
                cluster,
                attos.toString(),
                validity.fromS(),
                validity.toS());
    }

    private void loadNetwork(List<NetworkPrice> prices) throws SQLException {
        for (NetworkPrice price : prices) {
            if (price.networkClass().equals(NetworkPrice.ANY)) {
                insert(
                        "INSERT INTO network_price VALUES (?, ?, ?, ?, ?::HUGEINT, ?, ?)",
                        price.cluster() == null ? 1 : 0,
                        price.cluster(),
                        price.sent() ? 1 : 0,
                        price.received() ? 1 : 0,
                        price.attosPerGib().toString(),
                        price.validity().fromS(),
                        price.validity().toS());
            }
        }
    }

    private void loadDiscounts(List<Discount> discounts) throws SQLException {
        List<Discount> byRank = discounts.stream()
                .sorted(Comparator.comparing((Discount discount) -> discount.cluster() == null)
                        .thenComparing(discount -> discount.instanceType() == null)
                        .thenComparing(discount -> discount.spot() == null))
                .toList();
        for (int rank = 0; rank < byRank.size(); rank++) {
            Discount discount = byRank.get(rank);
            for (String resource : discount.resources()) {
                insert(
                        "INSERT INTO discount VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        rank,
                        resource,
                        discount.cluster(),
                        discount.instanceType(),
                        discount.spot(),
                        MILLION - discount.millionths(),
                        discount.validity().fromS(),
                        discount.validity().toS());
            }
        }
    }

    private void loadCommitments(List<Commitment> commitments) throws SQLException {
        for (int i = 0; i < commitments.size(); i++) {
            Commitment commitment = commitments.get(i);
            insert(
                    "INSERT INTO commitment VALUES (?, ?, ?, ?, ?, ?, ?::HUGEINT, ?, ?, ?)",
                    i + 1,
                    commitment.name(),
                    commitment.cluster(),
                    commitment.region(),
                    commitment.instanceType(),
                    commitment.count(),
                    commitment.attosPerHour().toString(),
                    MILLION - commitment.millionths(),
                    commitment.validity().fromS(),
                    commitment.validity().toS());
        }
    }

    /** A row for each month of the billing zone that the period touches. */
    private void loadFixed(List<FixedCost> fixed) throws SQLException {
        int number = 0;
        for (FixedCost cost : fixed) {
            LocalDate month =
                    Instant.ofEpochSecond(fromS).atZone(zone).toLocalDate().withDayOfMonth(1);
            for (; startOf(month) < toS; month = month.plusMonths(1)) {
                long baseFromS = startOf(month);
                long baseToS = startOf(month.plusMonths(1));
                if (cost.validity().overlaps(new Validity(baseFromS, baseToS))) {
                    BigInteger total = cost.monthly()
                            ? cost.attos()
                            : cost.attos()
                                    .multiply(BigInteger.valueOf(baseToS - baseFromS))
                                    .divide(HOUR_S);
                    insert(
                            "INSERT INTO fixed_cost VALUES (?, ?, 'fixed', ?, ?, ?, 'fixed', 'book', ?::HUGEINT, ?, ?, ?, ?)",
                            ++number,
                            cost.per(),
                            cost.name(),
                            cost.cluster(),
                            cost.instanceType(),
                            total.toString(),
                            baseFromS,
                            baseToS,
                            cost.validity().fromS(),
                            cost.validity().toS());
                }
            }
        }
    }

    private long startOf(LocalDate day) {
        return day.atStartOfDay(zone).toEpochSecond();
    }

    private void insert(String sql, @Nullable Object... values) throws SQLException {
        List<@Nullable Object> row = Arrays.asList(values);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < row.size(); i++) {
                statement.setObject(i + 1, row.get(i));
            }
            statement.execute();
        }
    }
}
