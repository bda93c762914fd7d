package dev.sublet.reporter.focus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of the Cost and Usage dataset, asked of one row after another. Not thread-safe. */
final class FocusRules {
    private static final int VIOLATIONS_MAX = 100;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");
    private static final Pattern CUSTOM = Pattern.compile("x_[A-Z][A-Za-z0-9]*");
    private static final Pattern UNIT = Pattern.compile("(\\d+ )?[A-Z][A-Za-z]*([- ][A-Z][A-Za-z]*)*");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Set<String> PLACEHOLDERS = Set.of("NULL", "null", "N/A", "n/a", "-", "None");
    private static final Map<String, Set<String>> VALUES = Map.of(
            "ChargeCategory", Set.of("Usage", "Purchase", "Tax", "Credit", "Adjustment"),
            "ChargeClass", Set.of("Correction"),
            "ChargeFrequency", Set.of("One-Time", "Recurring", "Usage-Based"),
            "PricingCategory", Set.of("Standard", "Dynamic", "Committed", "Other"));
    private static final List<String> COSTS = List.of("ListCost", "ContractedCost", "EffectiveCost", "BilledCost");
    private static final List<String> UNITS = List.of("PricingUnit", "ConsumedUnit");
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final FocusVersion version;
    private final Map<String, FocusColumn> known = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Map<List<@Nullable String>, BigDecimal> ratios = new LinkedHashMap<>();
    private long rows;

    FocusRules(List<String> columns, FocusVersion version) {
        this.version = version;
        boolean custom = false;
        for (FocusColumn column : FocusColumns.of(version)) {
            known.put(column.name(), column);
            if (column.mandatory() && !columns.contains(column.name())) {
                violations.add("column " + column.name() + " is missing, which FOCUS " + version.label() + " demands");
            }
        }
        for (String column : columns) {
            custom |= column.startsWith("x_");
            if (column.startsWith("x_") && !CUSTOM.matcher(column).matches()) {
                violations.add("column " + column + " must be written x_PascalCase");
            } else if (custom && !column.startsWith("x_")) {
                violations.add("column " + column + " stands after a custom column; custom columns come last");
            } else if (isGone(column)) {
                violations.add("column " + column + " is no longer in FOCUS " + version.label());
            }
        }
        if (Set.copyOf(columns).size() != columns.size()) {
            violations.add("a column stands there twice");
        }
    }

    private boolean isGone(String column) {
        return version == FocusVersion.V1_4 && (column.equals("ProviderName") || column.equals("PublisherName"));
    }

    void row(Map<String, @Nullable String> row) {
        rows++;
        int before = violations.size();
        known.values().forEach(column -> cell(column, row));
        if (violations.size() == before) {
            // Rules between cells speak of cells that are right by themselves.
            VALUES.forEach((column, allowed) -> value(row, column, allowed));
            times(row);
            prices(row);
            categories(row);
            split(row);
        }
    }

    List<String> violations() {
        ratios.forEach((origin, sum) -> {
            if (sum.compareTo(BigDecimal.ONE) != 0) {
                violations.add("AllocatedRatio of " + origin.get(1) + " by " + origin.get(0) + " (" + origin.get(2)
                        + ") sums to " + sum.toPlainString() + ", not to 1");
            }
        });
        if (violations.size() > VIOLATIONS_MAX) {
            int more = violations.size() - VIOLATIONS_MAX;
            List<String> first = new ArrayList<>(violations.subList(0, VIOLATIONS_MAX));
            first.add("and " + more + " more");
            return first;
        }
        return Collections.unmodifiableList(violations);
    }

    private void found(String column, @Nullable String value, String rule) {
        violations.add("row " + rows + ": " + column + " " + (value == null ? "null" : "'" + value + "'") + " " + rule);
    }

    private void cell(FocusColumn column, Map<String, @Nullable String> row) {
        if (!row.containsKey(column.name())) {
            return;
        }
        String value = row.get(column.name());
        if (value == null) {
            if (!column.nullable()) {
                found(column.name(), value, "must not be null");
            }
        } else if (value.isEmpty()) {
            found(column.name(), value, "must be null, not empty");
        } else if (PLACEHOLDERS.contains(value)) {
            found(column.name(), value, "stands for null; leave the cell empty");
        } else {
            type(column, value);
        }
    }

    private void type(FocusColumn column, String value) {
        switch (column.type()) {
            case NUMBER -> {
                if (!NUMBER.matcher(value).matches()) {
                    found(column.name(), value, "is not a number as FOCUS writes it");
                }
            }
            case TIME -> {
                if (!TIME.matcher(value).matches()) {
                    found(column.name(), value, "is not a time like 2026-11-01T00:00:00Z");
                }
            }
            case JSON -> {
                if (object(value) == null) {
                    found(column.name(), value, "is not a JSON object");
                }
            }
            case TEXT -> {
                if (column.name().equals("BillingCurrency")
                        && !CURRENCY.matcher(value).matches()) {
                    found(column.name(), value, "is not a currency code like USD");
                } else if (UNITS.contains(column.name()) && !UNIT.matcher(value).matches()) {
                    found(column.name(), value, "is not a unit like GiB-Hours");
                }
            }
        }
    }

    private void value(Map<String, @Nullable String> row, String column, Set<String> allowed) {
        String value = row.get(column);
        if (value != null && !allowed.contains(value)) {
            found(
                    column,
                    value,
                    "is none of " + String.join(", ", allowed.stream().sorted().toList()));
        }
    }

    private void times(Map<String, @Nullable String> row) {
        for (String of : List.of("BillingPeriod", "ChargePeriod")) {
            String start = row.get(of + "Start");
            String end = row.get(of + "End");
            if (start != null && end != null && start.compareTo(end) >= 0) {
                found(of + "End", end, "is not after " + of + "Start " + start);
            }
        }
    }

    private void prices(Map<String, @Nullable String> row) {
        BigDecimal quantity = number(row, "PricingQuantity");
        if (row.get("ChargeClass") == null && quantity != null) {
            for (String of : List.of("List", "Contracted")) {
                BigDecimal price = number(row, of + "UnitPrice");
                BigDecimal cost = number(row, of + "Cost");
                if (price != null && cost != null && price.multiply(quantity).compareTo(cost) != 0) {
                    found(
                            of + "Cost",
                            row.get(of + "Cost"),
                            "is not " + of + "UnitPrice × PricingQuantity = "
                                    + price.multiply(quantity)
                                            .stripTrailingZeros()
                                            .toPlainString());
                }
            }
        }
    }

    private void categories(Map<String, @Nullable String> row) {
        String category = String.valueOf(row.get("ChargeCategory"));
        boolean corrects = row.get("ChargeClass") != null;
        if ((category.equals("Usage") || category.equals("Purchase")) && !corrects) {
            for (String column : List.of("PricingQuantity", "PricingUnit")) {
                if (row.get(column) == null) {
                    found(column, null, "must not be null where ChargeCategory is " + category);
                }
            }
        }
        if (row.containsKey("ConsumedQuantity")) {
            boolean consumed = row.get("ConsumedQuantity") != null;
            if (category.equals("Usage") && !corrects && !consumed) {
                found("ConsumedQuantity", null, "must not be null where ChargeCategory is Usage");
            } else if (!category.equals("Usage") && consumed) {
                found("ConsumedQuantity", row.get("ConsumedQuantity"), "must be null where nothing was used");
            }
        }
        if (category.equals("Credit")
                && COSTS.stream()
                                .map(column -> number(row, column))
                                .filter(cost -> cost != null)
                                .map(BigDecimal::stripTrailingZeros)
                                .distinct()
                                .count()
                        > 1) {
            found("BilledCost", row.get("BilledCost"), "must equal the other three costs of a Credit");
        }
    }

    private void split(Map<String, @Nullable String> row) {
        String method = row.get("AllocatedMethodId");
        String details = row.get("AllocatedMethodDetails");
        if (method == null) {
            for (String column : List.of("AllocatedMethodDetails", "AllocatedResourceId", "AllocatedResourceName")) {
                if (row.get(column) != null) {
                    found(column, row.get(column), "must be null where AllocatedMethodId is");
                }
            }
            return;
        }
        JsonNode object = details == null ? null : object(details);
        JsonNode elements = object == null ? null : object.get("Elements");
        if (elements == null || !elements.isArray() || elements.isEmpty()) {
            found("AllocatedMethodDetails", details, "lacks Elements");
            return;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode element : elements) {
            if (!element.path("AllocatedRatio").isNumber()
                    || element.has("UsageUnit") != element.has("UsageQuantity")
                    || (element.has("UsageUnit")
                            ? !element.path("UsageUnit").isTextual()
                                    || !element.path("UsageQuantity").isNumber()
                            : row.get("AllocatedResourceId") != null)) {
                found("AllocatedMethodDetails", details, "lacks AllocatedRatio, UsageUnit or UsageQuantity");
                return;
            }
            sum = sum.add(element.path("AllocatedRatio").decimalValue());
        }
        List<@Nullable String> origin = new ArrayList<>();
        for (String column :
                List.of("AllocatedMethodId", "ResourceId", "SkuPriceId", "ChargePeriodStart", "ChargePeriodEnd")) {
            origin.add(row.get(column));
        }
        ratios.merge(origin, sum, BigDecimal::add);
    }

    private static @Nullable BigDecimal number(Map<String, @Nullable String> row, String column) {
        String value = row.get(column);
        return value == null ? null : new BigDecimal(value);
    }

    private static @Nullable JsonNode object(String text) {
        try {
            JsonNode node = JSON.reader()
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(text);
            return node != null && node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
