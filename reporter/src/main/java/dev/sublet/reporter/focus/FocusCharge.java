package dev.sublet.reporter.focus;

import dev.sublet.reporter.statement.StatementLine;

/**
 * What a statement's line is in the words of FOCUS.
 *
 * @param isPriced whether it is a price times a quantity
 */
record FocusCharge(
        String category,
        String frequency,
        String description,
        String serviceCategory,
        String serviceSubcategory,
        String unit,
        String sku,
        boolean isPriced) {

    static FocusCharge of(StatementLine line) {
        String category = category(line);
        boolean priced = category.equals("Usage") || category.equals("Purchase");
        String what = line.charge().equals("usage")
                ? line.podClass() + " " + line.resource()
                : line.charge() + " " + line.resource() + (line.policy() == null ? "" : " by " + line.policy());
        String where = line.vcluster() == null ? "" : " in " + line.vcluster();
        return new FocusCharge(
                category,
                category.equals("Usage") ? "Usage-Based" : category.equals("Purchase") ? "Recurring" : "One-Time",
                what + where,
                serviceCategory(line.resource()),
                serviceSubcategory(line.resource()),
                unit(line.unit()),
                line.podClass() + "-" + line.resource(),
                priced);
    }

    private static String category(StatementLine line) {
        if (line.amountNanos().signum() < 0) {
            return "Credit";
        }
        if (line.quantity().signum() == 0) {
            return "Adjustment";
        }
        return line.charge().equals("fee") ? "Purchase" : "Usage";
    }

    private static String serviceCategory(String resource) {
        return switch (resource) {
            case "cpu", "memory", "gpu" -> "Compute";
            case "storage" -> "Storage";
            case "load-balancer" -> "Networking";
            default -> "Other";
        };
    }

    private static String serviceSubcategory(String resource) {
        return switch (resource) {
            case "cpu", "memory", "gpu" -> "Containers";
            case "storage" -> "Block Storage";
            case "load-balancer" -> "Application Networking";
            default -> "Other (Other)";
        };
    }

    private static String unit(String unit) {
        return switch (unit) {
            case "core-hours" -> "Core-Hours";
            case "GiB-hours" -> "GiB-Hours";
            case "GPU-hours" -> "GPU-Hours";
            default -> "Hours";
        };
    }
}
