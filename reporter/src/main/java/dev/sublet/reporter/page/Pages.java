package dev.sublet.reporter.page;

import dev.sublet.reporter.document.Account;
import dev.sublet.reporter.document.BillSum;
import dev.sublet.reporter.document.CostCenterSum;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.document.DocumentLine;
import dev.sublet.reporter.document.Sleep;
import dev.sublet.reporter.statement.Coverage;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Reconciliation;
import dev.sublet.reporter.statement.Rounding;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Numbers;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.table.VclusterNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a document into the words and numbers of a page. For one document. */
final class Pages {
    /** Charges whose other side is a line too: only what is asked for counts, or they would be 0. */
    private static final Set<String> NETTED = Set.of("fee", "markup", "allowance");

    private static final int BAR_FULL = 1000;
    private static final int TOP_MAX = 8;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Document document;
    private final Numbers numbers;
    private final int digits;
    private final VclusterNames names = new VclusterNames();

    private Pages(Document document, Numbers numbers) {
        this.document = document;
        this.numbers = numbers;
        this.digits = document.total().scale();
        document.lines().stream()
                .map(DocumentLine::line)
                .forEach(line -> names.add(line.vclusterNamespace(), line.vcluster(), line.vclusterUid()));
    }

    static Page of(Document document, Numbers numbers) {
        return new Pages(document, numbers).page();
    }

    private Page page() {
        String of = document.costCenter();
        Reconciliation reconciliation = document.statement().reconciliation();
        BigInteger saved = document.sleeps().stream().map(Sleep::savedNanos).reduce(BigInteger.ZERO, BigInteger::add);
        return new Page(
                of == null
                        ? "Statement"
                        : "Statement of " + clean(title(document.costCenters().get(0))),
                period(document.statement().period()),
                document.statement().currency(),
                shown(document.total()),
                change(),
                document.costCenters().stream().anyMatch(sum -> !sum.account().equals(Account.UNKNOWN)),
                document.costCenters().stream().anyMatch(sum -> sum.lastAmount() != null),
                corrected(),
                payers(),
                new Budgets(this).rows(),
                document.budgets().stream().anyMatch(row -> row.forecast() != null),
                of == null ? List.of() : items(),
                new Bars(this).trend(),
                new Bars(this).vclusters(),
                new Overheads(this).rows(),
                document.sleeps().stream().limit(TOP_MAX).map(this::sleeping).toList(),
                shown(saved),
                shared(),
                coverage(),
                proofs(reconciliation),
                of == null ? bills() : List.of(),
                reconciliation.differenceNanos().signum() == 0,
                notes());
    }

    private List<Page.Payer> payers() {
        BigDecimal largest = largest(document.costCenters().stream().map(CostCenterSum::amount));
        return document.costCenters().stream().map(sum -> payer(sum, largest)).toList();
    }

    private Page.Payer payer(CostCenterSum sum, BigDecimal largest) {
        List<BigDecimal> parts =
                Rounding.parts(List.of(sum.direct(), sum.shared(), sum.credits(), sum.booked()), sum.amount());
        return new Page.Payer(
                clean(title(sum)),
                clean(booking(sum.account())),
                shown(parts.get(0)),
                shown(parts.get(1)),
                shown(parts.get(2)),
                shown(parts.get(3)),
                sum.lastAmount() == null ? "" : shown(sum.lastAmount()),
                shown(sum.amount()),
                bar(sum.amount(), largest));
    }

    /** Whether anybody has corrections of earlier periods, or adjustments: else they need no column. */
    private boolean corrected() {
        return document.costCenters().stream().anyMatch(sum -> sum.booked().signum() != 0);
    }

    private List<Page.Bill> bills() {
        return BillSum.of(document.bills()).stream()
                .map(sum -> new Page.Bill(
                        clean(sum.provider() + ", " + sum.currency()),
                        numbers.onPage(sum.list()),
                        numbers.onPage(sum.billed()),
                        numbers.onPage(sum.effective()),
                        numbers.onPage(sum.unmatchedEffective()),
                        clean(sum.unmatched())))
                .toList();
    }

    private static String title(CostCenterSum sum) {
        String name = sum.account().name();
        String code = Words.costCenter(sum.costCenter());
        return name == null || name.equals(code) ? code : name + " (" + code + ")";
    }

    private static String booking(Account account) {
        return String.join(
                " → ",
                Stream.of(account.legalEntity(), account.department(), account.account())
                        .filter(Objects::nonNull)
                        .toList());
    }

    private List<Page.Item> items() {
        List<Page.Item> items = new ArrayList<>();
        for (DocumentLine each : document.lines()) {
            StatementLine line = each.line();
            String what = line.vclusterUid() == null
                    ? each.clusterName()
                    : names.of(line.vclusterNamespace(), line.vcluster(), line.vclusterUid());
            String sort = line.charge().equals("usage")
                    ? line.podClass() + " " + line.resource()
                    : line.charge() + " " + line.resource() + (line.policy() == null ? "" : ", " + line.policy());
            BigDecimal rate = each.rate();
            items.add(new Page.Item(
                    clean(what),
                    clean(sort),
                    line.quantity().signum() == 0
                            ? ""
                            : numbers.onPage(line.quantity().setScale(3, RoundingMode.HALF_UP)) + " " + line.unit(),
                    rate == null ? "" : numbers.onPage(rate.setScale(6, RoundingMode.HALF_UP)),
                    shown(each.amount())));
        }
        return items;
    }

    private List<Page.Shared> shared() {
        Map<List<String>, BigDecimal> sums = new LinkedHashMap<>();
        for (DocumentLine each : document.lines()) {
            StatementLine line = each.line();
            if (line.policy() != null) {
                sums.merge(
                        List.of(
                                line.policy(),
                                Objects.requireNonNullElse(each.method(), line.charge()),
                                Objects.requireNonNullElse(line.source(), "")),
                        NETTED.contains(line.charge()) ? each.amount().max(BigDecimal.ZERO) : each.amount(),
                        BigDecimal::add);
            }
        }
        return sums.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparing((BigDecimal amount) -> amount.abs())
                        .reversed()))
                .limit(TOP_MAX)
                .map(entry -> new Page.Shared(
                        clean(entry.getKey().get(0)),
                        clean(entry.getKey().get(1)),
                        clean(entry.getKey().get(2)),
                        shown(entry.getValue())))
                .toList();
    }

    private Page.Sleeping sleeping(Sleep sleep) {
        return new Page.Sleeping(
                clean(sleep.vcluster()),
                numbers.onPage(
                        BigDecimal.valueOf(sleep.asleepS()).divide(BigDecimal.valueOf(3600), 1, RoundingMode.HALF_UP)),
                shown(sleep.savedNanos()));
    }

    private List<Page.Part> coverage() {
        Coverage coverage = document.statement().coverage();
        return List.of(
                part("measured", coverage.measuredS(), coverage, "#3b6ea8"),
                part("filled in", coverage.bridgedS(), coverage, "#7fa8d1"),
                part("estimated", coverage.estimatedS(), coverage, "#d9a441"),
                part("unknown", coverage.missingS(), coverage, "#b3261e"));
    }

    private Page.Part part(String word, long seconds, Coverage coverage, String color) {
        BigDecimal share = coverage.totalS() == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(seconds).divide(BigDecimal.valueOf(coverage.totalS()), 6, RoundingMode.HALF_UP);
        return new Page.Part(
                word,
                numbers.onPage(share.multiply(HUNDRED).setScale(1, RoundingMode.HALF_UP)) + " %",
                bar(share, BigDecimal.ONE),
                color);
    }

    private List<Page.Proof> proofs(Reconciliation reconciliation) {
        List<Page.Proof> proofs = new ArrayList<>(List.of(
                new Page.Proof("nodes cost", numbers.onPage(Words.amount(reconciliation.nodeCostNanos()))),
                new Page.Proof(
                        "volumes, load balancers and the rest cost",
                        numbers.onPage(Words.amount(reconciliation.otherAssetsNanos())))));
        if (reconciliation.bookedNanos().signum() != 0) {
            proofs.add(new Page.Proof(
                    "corrections and adjustments", numbers.onPage(Words.amount(reconciliation.bookedNanos()))));
        }
        proofs.addAll(List.of(
                new Page.Proof(
                        "all cost centers together pay", numbers.onPage(Words.amount(reconciliation.linesNanos()))),
                new Page.Proof("difference", numbers.onPage(Words.amount(reconciliation.differenceNanos())))));
        return proofs;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        document.statement().notes().forEach(note -> notes.add(clean(note)));
        notes.add(
                "Amounts are rounded once, so that lines add up to the total. Quantities are what is billed: the larger"
                        + " of request and use.");
        return notes;
    }

    private String change() {
        if (document.earlier().isEmpty()) {
            return "";
        }
        BigDecimal before = document.of(document.earlier().get(0));
        BigDecimal more = document.total().subtract(before);
        return (more.signum() < 0 ? "" : "+") + shown(more) + " against the period before";
    }

    /** Days where the ends are midnights, else times. */
    String period(Period period) {
        ZonedDateTime from = Instant.ofEpochSecond(period.fromS()).atZone(document.zone());
        ZonedDateTime to = Instant.ofEpochSecond(period.toS()).atZone(document.zone());
        boolean days =
                from.toLocalTime().toSecondOfDay() == 0 && to.toLocalTime().toSecondOfDay() == 0;
        if (days && from.getDayOfMonth() == 1 && from.plusMonths(1).equals(to)) {
            return DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH).format(from);
        }
        return days
                ? from.toLocalDate() + " to " + to.toLocalDate().minusDays(1)
                : from.toLocalDateTime() + " to " + to.toLocalDateTime() + " " + document.zone();
    }

    Document document() {
        return document;
    }

    String name(@Nullable String namespace, @Nullable String vcluster, String uid) {
        return clean(names.of(namespace, vcluster, uid));
    }

    String shown(BigInteger nanos) {
        return shown(Rounding.rounded(nanos, digits));
    }

    String percent(BigDecimal percent) {
        return numbers.onPage(percent.setScale(1, RoundingMode.HALF_UP)) + " %";
    }

    String shown(BigDecimal amount) {
        return numbers.onPage(amount);
    }

    /** Names come from tenants: what a page cannot hold or what turns text around is replaced; escaping is the template's. */
    static String clean(String text) {
        return Table.printable(text);
    }

    static BigDecimal largest(Stream<BigDecimal> amounts) {
        return amounts.reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    static int bar(BigDecimal amount, BigDecimal full) {
        if (full.signum() <= 0 || amount.signum() <= 0) {
            return 0;
        }
        return amount.multiply(BigDecimal.valueOf(BAR_FULL))
                .divide(full, 0, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(BAR_FULL))
                .intValueExact();
    }
}
