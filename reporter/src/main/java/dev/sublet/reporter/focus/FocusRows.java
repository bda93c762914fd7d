package dev.sublet.reporter.focus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.document.CostCenterSum;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.document.DocumentLine;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document's lines as FOCUS charges. A charge's cost is its rounded unit price times its rounded quantity, exactly; what that leaves
 * to the statement's exact amounts is one Adjustment for each cost center, so that every sum over a cost center is the
 * statement's to the nano. For one document.
 */
final class FocusRows {
    static final String ISSUER = "Sublet";
    private static final int QUANTITY_DIGITS = 6;
    private static final int COST_DIGITS = 18;

    private final Document document;
    private final FocusVersion version;
    private final SplitRatios ratios;
    private final Map<String, CostCenterSum> sums = new LinkedHashMap<>();
    private final Map<String, BigDecimal> left = new LinkedHashMap<>();

    FocusRows(Document document, FocusVersion version) {
        this.document = document;
        this.version = version;
        this.ratios = new SplitRatios(document.statement().lines());
        document.costCenters().forEach(sum -> {
            sums.put(sum.costCenter(), sum);
            left.put(sum.costCenter(), BigDecimal.ZERO);
        });
    }

    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        document.lines().forEach(line -> rows.add(row(line)));
        String one = document.costCenter();
        if (one != null && version.isAtLeast(FocusVersion.V1_3)) {
            ratios.rest(document.lines().stream().map(DocumentLine::line).toList())
                    .forEach(rest -> rows.add(elsewhere(one, rest)));
        }
        left.forEach((costCenter, rest) -> {
            if (rest.signum() != 0) {
                rows.add(adjustment(costCenter, rest));
            }
        });
        return rows;
    }

    private Map<String, Object> row(DocumentLine each) {
        StatementLine line = each.line();
        Map<String, Object> row = account(line.costCenter());
        FocusCharge charge = FocusCharge.of(line);
        BigDecimal exact = Words.amount(line.amountNanos());
        row.put("ChargeCategory", charge.category());
        row.put("ChargeFrequency", charge.frequency());
        row.put("ChargeDescription", charge.description());
        row.put("ServiceCategory", charge.serviceCategory());
        row.put("ServiceSubcategory", charge.serviceSubcategory());
        if (charge.isPriced() || SplitRatios.isSplit(line)) {
            sku(row, line, charge);
        }
        BigDecimal cost = charge.isPriced() ? price(row, line, charge, exact) : exact;
        costs(row, cost);
        left.merge(line.costCenter(), exact.subtract(cost), BigDecimal::add);
        put(row, "SubAccountId", line.vclusterUid());
        if (line.vclusterUid() != null) {
            put(row, "SubAccountName", line.vcluster());
            row.put("SubAccountType", "Virtual Cluster");
        }
        resource(row, each);
        row.put("Tags", tags(line));
        row.put("x_Charge", line.charge());
        put(row, "x_Policy", line.policy());
        row.put("x_Pricing", line.pricing());
        put(row, "x_Source", line.source());
        row.put("x_StatementAmount", each.amount());
        return row;
    }

    /** Puts price and quantity; gives their product. */
    private static BigDecimal price(Map<String, Object> row, StatementLine line, FocusCharge charge, BigDecimal exact) {
        BigDecimal rounded = line.quantity().setScale(QUANTITY_DIGITS, RoundingMode.HALF_UP);
        BigDecimal quantity = rounded.signum() == 0 ? line.quantity() : rounded;
        // Together eighteen decimals, which a DECIMAL of Parquet holds.
        BigDecimal price = exact.divide(quantity, COST_DIGITS - quantity.scale(), RoundingMode.HALF_EVEN);
        row.put("PricingCategory", "Standard");
        row.put("PricingQuantity", quantity);
        row.put("PricingUnit", charge.unit());
        row.put("ListUnitPrice", price);
        row.put("ContractedUnitPrice", price);
        if (charge.category().equals("Usage")) {
            row.put("ConsumedQuantity", quantity);
            row.put("ConsumedUnit", charge.unit());
        }
        return price.multiply(quantity);
    }

    private void resource(Map<String, Object> row, DocumentLine each) {
        StatementLine line = each.line();
        String cluster = each.clusterName();
        String uid = line.vclusterUid();
        String name = uid == null ? cluster : Objects.requireNonNullElse(line.vcluster(), uid);
        if (!SplitRatios.isSplit(line)) {
            row.put("ResourceId", uid == null ? line.cluster() : uid);
            row.put("ResourceName", name);
            row.put("ResourceType", uid == null ? "Cluster" : "Virtual Cluster");
            return;
        }
        shared(row, line);
        row.put("AllocatedMethodDetails", ratios.details(line));
        if (!line.charge().equals("kept")) {
            row.put("AllocatedResourceId", uid == null ? line.cluster() + "/" + line.costCenter() : uid);
            row.put("AllocatedResourceName", name);
            row.put("AllocatedTags", tags(line));
        }
    }

    private static void sku(Map<String, Object> row, StatementLine line, FocusCharge charge) {
        row.put("SkuId", charge.sku());
        row.put("SkuMeter", line.resource());
        row.put("SkuPriceId", charge.sku() + "-" + line.pricing());
    }

    /** What others have of a shared cost, so that ratios sum to 1 where one cost center stands alone: it costs this one nothing, and names nobody. */
    private Map<String, Object> elsewhere(String costCenter, SplitRatios.Rest rest) {
        StatementLine line = rest.like();
        FocusCharge charge = FocusCharge.of(line);
        Map<String, Object> row = account(costCenter);
        row.put("ChargeCategory", "Adjustment");
        row.put("ChargeFrequency", "One-Time");
        row.put("ChargeDescription", "The rest of a shared cost, which is charged elsewhere");
        row.put("ServiceCategory", charge.serviceCategory());
        row.put("ServiceSubcategory", charge.serviceSubcategory());
        costs(row, BigDecimal.ZERO);
        sku(row, line, charge);
        shared(row, line);
        row.put("AllocatedMethodDetails", rest.details());
        row.put("x_Charge", "elsewhere");
        put(row, "x_Policy", line.policy());
        row.put("x_Pricing", line.pricing());
        put(row, "x_Source", line.source());
        row.put("x_StatementAmount", BigDecimal.ZERO);
        return row;
    }

    private static void shared(Map<String, Object> row, StatementLine line) {
        String source = Objects.requireNonNull(line.source());
        row.put("ResourceId", source);
        row.put("ResourceName", source);
        row.put("ResourceType", "Shared Cost");
        row.put("AllocatedMethodId", Objects.requireNonNull(line.policy()));
    }

    private Map<String, Object> adjustment(String costCenter, BigDecimal rest) {
        Map<String, Object> row = account(costCenter);
        row.put("ChargeCategory", "Adjustment");
        row.put("ChargeFrequency", "One-Time");
        row.put("ChargeDescription", "Rounding of prices and quantities to the statement's exact amount");
        row.put("ServiceCategory", "Other");
        row.put("ServiceSubcategory", "Other (Other)");
        costs(row, rest);
        row.put("x_Charge", "rounding");
        row.put("x_StatementAmount", BigDecimal.ZERO);
        return row;
    }

    private Map<String, Object> account(String costCenter) {
        Period period = document.statement().period();
        CostCenterSum sum = Objects.requireNonNull(sums.get(costCenter));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("BillingAccountId", costCenter);
        row.put("BillingAccountName", Objects.requireNonNullElse(sum.account().name(), Words.costCenter(costCenter)));
        row.put("BillingAccountType", "Cost Center");
        row.put("BillingCurrency", document.statement().currency());
        for (String of : List.of("BillingPeriod", "ChargePeriod")) {
            row.put(of + "Start", Instant.ofEpochSecond(period.fromS()));
            row.put(of + "End", Instant.ofEpochSecond(period.toS()));
        }
        for (String who : List.of(
                "InvoiceIssuerName", "ProviderName", "PublisherName", "ServiceProviderName", "HostProviderName")) {
            row.put(who, ISSUER);
        }
        row.put("ServiceName", "Virtual Clusters");
        return row;
    }

    private static void costs(Map<String, Object> row, BigDecimal cost) {
        for (String of : List.of("BilledCost", "ContractedCost", "EffectiveCost", "ListCost")) {
            row.put(of, cost);
        }
    }

    private static String tags(StatementLine line) {
        ObjectNode tags = JsonNodeFactory.instance.objectNode();
        tags.put("class", line.podClass());
        tags.put("cluster", line.cluster());
        tags.put("costCenter", line.costCenter());
        if (line.team() != null) {
            tags.put("team", line.team());
        }
        return Json.compact(tags);
    }

    private static void put(Map<String, Object> row, String column, @Nullable String value) {
        if (value != null) {
            row.put(column, value);
        }
    }
}
