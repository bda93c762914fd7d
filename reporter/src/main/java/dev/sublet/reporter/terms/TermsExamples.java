package dev.sublet.reporter.terms;

import dev.sublet.reporter.calendar.FiscalCalendar;
import dev.sublet.reporter.costcenter.CostCenters;
import dev.sublet.reporter.owner.Owners;
import dev.sublet.reporter.policy.Policies;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.sql.SqlFile;

/** Files to start from, with every section and what each means; they are also the reference of the formats. */
public final class TermsExamples {
    private static final String SPOT_PRICES = """
            time,instanceType,zone,price
            2026-11-01T00:00:00Z,m6i.2xlarge,eu-west-1a,0.1402
            2026-11-01T01:00:00Z,m6i.2xlarge,eu-west-1a,0.1398
            """;

    private TermsExamples() {}

    /** The example's text, which can be read as a file of its kind. */
    public static String of(TermsFile file) {
        return switch (file) {
            case PRICES -> SqlFile.read(PriceBook.class, "prices.example.yaml");
            case POLICIES -> SqlFile.read(Policies.class, "policies.example.yaml");
            case COST_CENTERS -> SqlFile.read(CostCenters.class, "cost-centers.example.yaml");
            case OWNERS -> SqlFile.read(Owners.class, "owners.example.yaml");
            case CALENDAR -> SqlFile.read(FiscalCalendar.class, "calendar.example.yaml");
            case SPOT_PRICES -> SPOT_PRICES;
        };
    }
}
