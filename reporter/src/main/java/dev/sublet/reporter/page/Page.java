package dev.sublet.reporter.page;

import java.util.List;

/** What a statement's page says, as text that is shown as it is; the template escapes it. Bars are in thousandths. */
public record Page(
        String title,
        String period,
        String currency,
        String total,
        String change,
        boolean accounts,
        boolean lastKnown,
        boolean corrected,
        List<Payer> payers,
        List<Budget> budgets,
        boolean forecast,
        List<Item> items,
        List<Bar> trend,
        List<Bar> vclusters,
        List<Overhead> overheads,
        List<Sleeping> sleeps,
        String saved,
        List<Shared> shared,
        List<Part> coverage,
        List<Proof> proofs,
        List<Bill> bills,
        boolean addsUp,
        List<String> notes) {
    /** A cost center's row of totals. */
    public record Payer(
            String name,
            String booking,
            String own,
            String shared,
            String credits,
            String corrections,
            String last,
            String amount,
            int bar) {}

    /** A budget against what is paid. */
    public record Budget(
            String name, String budget, String paid, String used, String forecast, String range, int bar) {}

    /** A provider's bill: list against billed, and what matches nothing. */
    public record Bill(
            String provider, String list, String billed, String effective, String unmatched, String unmatchedWhat) {}

    /** A line of one cost center's statement: quantity × rate. */
    public record Item(String what, String sort, String quantity, String rate, String amount) {}

    /** A bar with its label. */
    public record Bar(String label, String note, String amount, int bar) {}

    /** What a vcluster costs before it runs anything. */
    public record Overhead(String vcluster, String overhead, String ofAll, String share) {}

    /** What a pause saved. */
    public record Sleeping(String vcluster, String hours, String saved) {}

    /** What a policy handed on. */
    public record Shared(String policy, String method, String source, String amount) {}

    /** A part of the pods' time. */
    public record Part(String word, String percent, int bar, String color) {}

    /** A row of the reconciliation. */
    public record Proof(String what, String amount) {}
}
