package dev.sublet.reporter.focus;

import java.util.ArrayList;
import java.util.List;

/** The columns of the Cost and Usage dataset that Sublet fills, in the order of their names, its own ones last. */
final class FocusColumns {
    private static final FocusVersion FIRST = FocusVersion.V1_2;
    private static final FocusVersion LAST = FocusVersion.V1_4;
    private static final List<FocusColumn> ALL = List.of(
            optional("AllocatedMethodDetails", FocusType.JSON, FocusVersion.V1_3),
            optional("AllocatedMethodId", FocusType.TEXT, FocusVersion.V1_3),
            optional("AllocatedResourceId", FocusType.TEXT, FocusVersion.V1_3),
            optional("AllocatedResourceName", FocusType.TEXT, FocusVersion.V1_3),
            optional("AllocatedTags", FocusType.JSON, FocusVersion.V1_3),
            never("BilledCost", FocusType.NUMBER),
            never("BillingAccountId", FocusType.TEXT),
            mandatory("BillingAccountName", FocusType.TEXT),
            optional("BillingAccountType", FocusType.TEXT, FIRST),
            never("BillingCurrency", FocusType.TEXT),
            never("BillingPeriodEnd", FocusType.TIME),
            never("BillingPeriodStart", FocusType.TIME),
            never("ChargeCategory", FocusType.TEXT),
            mandatory("ChargeClass", FocusType.TEXT),
            mandatory("ChargeDescription", FocusType.TEXT),
            optional("ChargeFrequency", FocusType.TEXT, FIRST),
            never("ChargePeriodEnd", FocusType.TIME),
            never("ChargePeriodStart", FocusType.TIME),
            optional("ConsumedQuantity", FocusType.NUMBER, FIRST),
            optional("ConsumedUnit", FocusType.TEXT, FIRST),
            never("ContractedCost", FocusType.NUMBER),
            optional("ContractedUnitPrice", FocusType.NUMBER, FIRST),
            never("EffectiveCost", FocusType.NUMBER),
            new FocusColumn("HostProviderName", FocusType.TEXT, true, false, FocusVersion.V1_3, LAST),
            optional("InvoiceDetailId", FocusType.TEXT, FocusVersion.V1_4),
            optional("InvoiceId", FocusType.TEXT, FIRST),
            never("InvoiceIssuerName", FocusType.TEXT),
            never("ListCost", FocusType.NUMBER),
            optional("ListUnitPrice", FocusType.NUMBER, FIRST),
            optional("PricingCategory", FocusType.TEXT, FIRST),
            mandatory("PricingQuantity", FocusType.NUMBER),
            mandatory("PricingUnit", FocusType.TEXT),
            new FocusColumn("ProviderName", FocusType.TEXT, true, false, FIRST, FocusVersion.V1_3),
            new FocusColumn("PublisherName", FocusType.TEXT, true, false, FIRST, FocusVersion.V1_3),
            optional("RegionId", FocusType.TEXT, FIRST),
            optional("RegionName", FocusType.TEXT, FIRST),
            optional("ResourceId", FocusType.TEXT, FIRST),
            optional("ResourceName", FocusType.TEXT, FIRST),
            optional("ResourceType", FocusType.TEXT, FIRST),
            never("ServiceCategory", FocusType.TEXT),
            never("ServiceName", FocusType.TEXT),
            new FocusColumn("ServiceProviderName", FocusType.TEXT, true, false, FocusVersion.V1_3, LAST),
            optional("ServiceSubcategory", FocusType.TEXT, FIRST),
            optional("SkuId", FocusType.TEXT, FIRST),
            optional("SkuMeter", FocusType.TEXT, FIRST),
            optional("SkuPriceId", FocusType.TEXT, FIRST),
            optional("SubAccountId", FocusType.TEXT, FIRST),
            optional("SubAccountName", FocusType.TEXT, FIRST),
            optional("SubAccountType", FocusType.TEXT, FIRST),
            optional("Tags", FocusType.JSON, FIRST),
            optional("x_Charge", FocusType.TEXT, FIRST),
            optional("x_Policy", FocusType.TEXT, FIRST),
            optional("x_Pricing", FocusType.TEXT, FIRST),
            optional("x_Source", FocusType.TEXT, FIRST),
            optional("x_StatementAmount", FocusType.NUMBER, FIRST));

    private static final List<FocusColumn> BILLING_PERIOD = List.of(
            new FocusColumn("BillingPeriodCreated", FocusType.TIME, true, false, LAST, LAST),
            new FocusColumn("BillingPeriodEnd", FocusType.TIME, true, false, LAST, LAST),
            new FocusColumn("BillingPeriodLastUpdated", FocusType.TIME, true, false, LAST, LAST),
            new FocusColumn("BillingPeriodStart", FocusType.TIME, true, false, LAST, LAST),
            new FocusColumn("BillingPeriodStatus", FocusType.TEXT, true, false, LAST, LAST),
            new FocusColumn("InvoiceIssuerName", FocusType.TEXT, true, false, LAST, LAST));

    private FocusColumns() {}

    static List<FocusColumn> of(FocusVersion version) {
        List<FocusColumn> columns = new ArrayList<>(ALL);
        columns.removeIf(column -> !column.isIn(version));
        return columns;
    }

    /** Of the Billing Period dataset, which there is since 1.4. */
    static List<FocusColumn> billingPeriod() {
        return BILLING_PERIOD;
    }

    private static FocusColumn never(String name, FocusType type) {
        return new FocusColumn(name, type, true, false, FIRST, LAST);
    }

    private static FocusColumn mandatory(String name, FocusType type) {
        return new FocusColumn(name, type, true, true, FIRST, LAST);
    }

    private static FocusColumn optional(String name, FocusType type, FocusVersion since) {
        return new FocusColumn(name, type, false, true, since, LAST);
    }
}
