package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.bill.Bill;
import dev.sublet.reporter.bill.BilledLine;
import dev.sublet.reporter.bill.Bills;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** What is said about providers' bills. */
final class BillAnswer {
    private BillAnswer() {}

    static Answer take(Ledger ledger, Clock clock, BillImportQuestion asked) {
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
        return new Answer(
                        text.toString(),
                        imported.rounded() == 0
                                ? null
                                : imported.rounded()
                                        + " rows have costs of more than 18 decimals, which were rounded there",
                        0,
                        null)
                .with(facts);
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
        Bill bill = new Bills(ledger, ledger, clock).remove(asked.billId());
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("billId", bill.id());
        return Answer.of("bill " + bill.id() + " (" + Table.printable(bill.name())
                        + ") removed; its time has the price book's prices again\n")
                .with(facts);
    }

    static Answer compare(Ledger ledger, CompareBillsQuestion asked) {
        List<BilledLine> lines =
                Bills.compare(ledger, asked.period().fromS(), asked.period().toS());
        if (lines.isEmpty()) {
            return new Answer("", "no bill touches that period; import one with sublet bill import FILE", 2, null);
        }
        Table table = Table.of(
                Column.text("kind", "kind"),
                Column.text("name", "node, volume or service"),
                Column.text("provider", "provider"),
                Column.number("rows", "rows"),
                Column.number("list", "list"),
                Column.number("billed", "billed"),
                Column.number("effective", "effective"),
                Column.text("currency", "currency"));
        lines.forEach(line -> row(table, line.kind(), line.name(), line.provider(), List.of(line), line.currency()));
        TreeMap<String, List<BilledLine>> byCurrency = lines.stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        BilledLine::currency, TreeMap::new, java.util.stream.Collectors.toList()));
        byCurrency.forEach((currency, all) -> {
            List<BilledLine> unmatched =
                    all.stream().filter(line -> line.kind().equals("unmatched")).toList();
            table.rule();
            row(table, "all unmatched", "", "", unmatched, currency);
            row(table, "total", "", "", all, currency);
        });
        return Answer.of(table.write(asked.format()));
    }

    private static void row(
            Table table, String kind, String name, String provider, List<BilledLine> lines, String currency) {
        table.row(
                kind,
                name,
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
