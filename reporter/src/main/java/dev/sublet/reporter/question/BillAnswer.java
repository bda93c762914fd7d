package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.bill.Bill;
import dev.sublet.reporter.bill.BillComparison;
import dev.sublet.reporter.bill.BilledLine;
import dev.sublet.reporter.bill.Bills;
import dev.sublet.reporter.entry.Validity;
import dev.sublet.reporter.price.ExchangeRate;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said about providers' bills. */
final class BillAnswer {
    private static final int UNMATCHED_SHOWN = 20;

    private BillAnswer() {}

    /** @param texts whose price book must be able to convert the bill, if it is there */
    static Answer take(Ledger ledger, Clock clock, BillImportQuestion asked, TermsTexts texts) {
        Bills.Imported imported = new Bills(ledger, ledger, clock)
                .take(asked.files().stream().map(Path::of).toList(), asked.provider(), asked.delivery());
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("known", imported.known());
        facts.put("replaced", imported.replaced());
        facts.put("roundedRows", imported.rounded());
        ArrayNode bills = facts.putArray("bills");
        StringBuilder text = new StringBuilder();
        for (Bill bill : imported.bills()) {
            bills.addObject()
                    .put("billId", bill.id())
                    .put("provider", bill.provider())
                    .put("account", bill.account())
                    .put("from", Words.time(bill.fromS()))
                    .put("to", Words.time(bill.toS()))
                    .put("rows", bill.rows())
                    .put("billed", plain(bill.billed()).toPlainString())
                    .put("effective", plain(bill.effective()).toPlainString())
                    .put("currency", bill.currency());
            text.append(imported.known() ? "known already: bill " : "bill ")
                    .append(bill.id())
                    .append(": ")
                    .append(Table.printable(bill.provider()))
                    .append(' ')
                    .append(Table.printable(bill.account()))
                    .append(", ")
                    .append(Words.time(bill.fromS()))
                    .append(" to ")
                    .append(Words.time(bill.toS()))
                    .append(", ")
                    .append(bill.rows())
                    .append(" rows, billed ")
                    .append(plain(bill.billed()).toPlainString())
                    .append(", effective ")
                    .append(plain(bill.effective()).toPlainString())
                    .append(' ')
                    .append(bill.currency())
                    .append('\n');
        }
        if (imported.replaced() > 0) {
            text.append(imported.replaced()).append(" earlier bills of the same account and period were replaced");
            if (asked.delivery() == null) {
                text.append("; parts of one export go in one call, or each with the same --delivery NAME");
            }
            text.append('\n');
        }
        List<String> warnings = new ArrayList<>();
        if (imported.rounded() > 0) {
            warnings.add(imported.rounded() + " rows have costs of more than 18 decimals, which were rounded there");
        }
        warnings.addAll(ledger.read(connection -> withoutRate(connection, imported.bills(), texts)));
        warnings.forEach(facts.putArray("warnings")::add);
        return new Answer(text.toString(), warnings.isEmpty() ? null : String.join("; ", warnings), 0, null)
                .with(facts);
    }

    /** A statement that a bill of another currency touches cannot be made without a rate: better said now than then. */
    private static List<String> withoutRate(Connection connection, List<Bill> bills, TermsTexts texts)
            throws SQLException {
        if (texts.of(TermsFile.PRICES).isEmpty()) {
            return List.of();
        }
        PriceBook prices =
                Terms.parse(texts, Allocation.billingZone(connection)).prices();
        return bills.stream()
                .filter(bill -> !bill.currency().equals(prices.currency()))
                .filter(bill -> prices.exchangeRates().stream()
                        .noneMatch(rate -> rate.currency().equals(bill.currency())
                                && rate.validity().overlaps(new Validity(bill.fromS(), bill.toS()))))
                .map(bill -> "bill " + bill.id() + " is in " + bill.currency() + ", and price book " + prices.source()
                        + " has no exchange rate for its period; "
                        + ExchangeRate.remedy(bill.currency(), prices.currency()))
                .distinct()
                .toList();
    }

    static Answer list(Ledger ledger, Clock clock, BillsQuestion asked) {
        List<Bill> bills = new Bills(ledger, ledger, clock).list();
        if (bills.isEmpty() && asked.format() == Format.TABLE) {
            return Answer.of("There are no bills.\n");
        }
        Table table = Table.of(
                Column.number("billId", "bill"),
                Column.text("provider", "provider"),
                Column.text("account", "account"),
                Column.text("from", "from"),
                Column.text("to", "to"),
                Column.number("rows", "rows"),
                Column.number("list", "list"),
                Column.number("billed", "billed"),
                Column.number("effective", "effective"),
                Column.text("currency", "currency"),
                Column.text("name", "files"),
                Column.text("delivery", "delivery"),
                Column.text("importedAt", "imported at"));
        for (Bill bill : bills) {
            table.row(
                    bill.id(),
                    bill.provider(),
                    bill.account(),
                    Words.time(bill.fromS()),
                    Words.time(bill.toS()),
                    bill.rows(),
                    plain(bill.list()),
                    plain(bill.billed()),
                    plain(bill.effective()),
                    bill.currency(),
                    bill.name(),
                    bill.delivery(),
                    Words.time(bill.importedAtS()));
        }
        return Answer.of(table.write(asked.format()));
    }

    static Answer remove(Ledger ledger, Clock clock, RemoveBillQuestion asked) {
        Bills.Removed removed = new Bills(ledger, ledger, clock).remove(asked.billId());
        Bill bill = removed.bill();
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("billId", bill.id());
        removed.closes().forEach(facts.putArray("keptByCloses")::add);
        String closes = String.join(", ", removed.closes());
        return Answer.of("bill " + bill.id() + " (" + Table.printable(bill.name())
                        + (removed.closes().isEmpty()
                                ? ") removed; its time has the price book's prices again\n"
                                : ") no longer counts, but the close of " + closes
                                        + " rests on it: what was closed stays as it is and is proven with it; sublet restate"
                                        + " --month " + removed.closes().get(0)
                                        + " --preview says what it would come to without it\n"))
                .with(facts);
    }

    static Answer compare(Ledger ledger, CompareBillsQuestion asked) {
        List<BilledLine> lines =
                BillComparison.of(ledger, asked.period().fromS(), asked.period().toS());
        if (lines.isEmpty()) {
            return new Answer("", "no bill touches that period; import one with sublet bill import FILE", 2, null);
        }
        Table table = Table.of(
                Column.text("kind", "kind"),
                Column.text("name", "node, volume or service"),
                Column.text("resource", "resource ID of what matches nothing"),
                Column.text("provider", "provider"),
                Column.number("rows", "rows"),
                Column.number("list", "list"),
                Column.number("billed", "billed"),
                Column.number("effective", "effective"),
                Column.text("currency", "currency"));
        rows(table, lines, asked.format());
        TreeMap<String, List<BilledLine>> byCurrency =
                lines.stream().collect(Collectors.groupingBy(BilledLine::currency, TreeMap::new, Collectors.toList()));
        byCurrency.forEach((currency, all) -> {
            List<BilledLine> unmatched =
                    all.stream().filter(line -> line.kind().equals("unmatched")).toList();
            table.rule();
            row(table, "all unmatched", "", "", "", unmatched, currency);
            row(table, "total", "", "", "", all, currency);
        });
        return Answer.of(table.write(asked.format()));
    }

    /** People see the dearest of what matches nothing; programs see all of it. */
    private static void rows(Table table, List<BilledLine> lines, Format format) {
        List<BilledLine> more = new ArrayList<>();
        int unmatched = 0;
        for (BilledLine line : lines) {
            boolean shown =
                    !line.kind().equals("unmatched") || format != Format.TABLE || ++unmatched <= UNMATCHED_SHOWN;
            if (shown) {
                row(table, line.kind(), line.name(), line.resource(), line.provider(), List.of(line), line.currency());
            } else {
                more.add(line);
            }
        }
        more.stream()
                .collect(Collectors.groupingBy(BilledLine::currency, TreeMap::new, Collectors.toList()))
                .forEach((currency, rest) ->
                        row(table, "unmatched", rest.size() + " more", "--format csv shows them", "", rest, currency));
    }

    private static void row(
            Table table,
            String kind,
            String name,
            @Nullable String resource,
            String provider,
            List<BilledLine> lines,
            String currency) {
        table.row(
                kind,
                name,
                resource,
                provider,
                lines.stream().mapToLong(BilledLine::rows).sum(),
                sum(lines, BilledLine::list),
                sum(lines, BilledLine::billed),
                sum(lines, BilledLine::effective),
                currency);
    }

    private static BigDecimal sum(List<BilledLine> lines, Function<BilledLine, BigDecimal> cost) {
        return plain(lines.stream().map(cost).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** Without the zeros behind it that a file never had. */
    private static BigDecimal plain(BigDecimal cost) {
        return cost.signum() == 0 ? BigDecimal.ZERO : cost.stripTrailingZeros();
    }
}
