package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.bill.DraftBills;
import dev.sublet.reporter.close.Adjustment;
import dev.sublet.reporter.close.Adjustments;
import dev.sublet.reporter.close.CloseLimits;
import dev.sublet.reporter.close.Closing;
import dev.sublet.reporter.close.Restatement;
import dev.sublet.reporter.policy.CloseRules;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is said about closes and corrections. */
final class CloseAnswer {
    private CloseAnswer() {}

    static Answer close(Ledger ledger, Clock clock, CloseQuestion asked, TermsTexts texts) {
        Closing closing = new Closing(ledger, ledger, clock);
        CloseLimits limits = new CloseLimits(asked.coverageMillionths(), hinders(asked.hinders()), asked.force());
        Terms terms = Terms.parse(texts, ledger.read(Allocation::billingZone));
        Closing.Standing standing = switch (asked.step()) {
            case SHOW -> closing.standing(asked.period(), terms, limits);
            case PROVISIONAL -> closing.provisional(asked.period(), terms, limits, asked.by());
            case PREPARE -> closing.prepare(asked.period(), terms, limits, asked.by());
            case APPROVE -> closing.approve(asked.period(), terms, asked.by());
        };
        StringBuilder text = new StringBuilder("period " + asked.period() + " is " + standing.state());
        if (!standing.digest().isEmpty()) {
            text.append(", digest ").append(standing.digest());
        } else if (asked.step() == CloseQuestion.Step.PREPARE) {
            text.append("; another person approves it with sublet close --approve");
        }
        text.append('\n').append(bills(standing.bills())).append('\n');
        standing.hindrances()
                .forEach(hindrance -> text.append("hinders: ").append(hindrance).append('\n'));
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("period", asked.period());
        facts.put("state", standing.state());
        facts.put("digest", standing.digest().isEmpty() ? null : standing.digest());
        standing.hindrances().forEach(facts.putArray("hindrances")::add);
        return Answer.of(text.toString()).with(facts);
    }

    private static @Nullable Set<CloseRules.Hindering> hinders(@Nullable List<String> labels) {
        try {
            return labels == null ? null : CloseRules.named(labels);
        } catch (IllegalArgumentException e) {
            throw new ReportException(
                    "\"" + e.getMessage() + "\" hinders no close; name some of "
                            + String.join(", ", CloseRules.Hindering.labels()) + ", or none",
                    2,
                    e);
        }
    }

    static Answer list(Ledger ledger, Format format) {
        List<Closing.Listed> closes = Closing.list(ledger);
        if (closes.isEmpty() && format == Format.TABLE) {
            return Answer.of("No period is provisional or closed.\n");
        }
        Table table = Table.of(
                Column.text("period", "period"),
                Column.text("from", "from"),
                Column.text("to", "to"),
                Column.text("state", "state"),
                Column.text("currency", "currency"),
                Column.text("preparedBy", "prepared by"),
                Column.text("preparedAt", "prepared at"),
                Column.text("approvedBy", "approved by"),
                Column.text("approvedAt", "approved at"),
                Column.text("forced", "forced"),
                Column.text("digest", "digest"));
        for (Closing.Listed close : closes) {
            Long approvedAtS = close.approvedAtS();
            table.row(
                    close.period(),
                    Words.time(close.covers().fromS()),
                    Words.time(close.covers().toS()),
                    close.closed() ? "closed" : "provisional",
                    close.currency(),
                    close.preparedBy(),
                    Words.time(close.preparedAtS()),
                    close.approvedBy(),
                    approvedAtS == null ? null : Words.time(approvedAtS),
                    close.forced(),
                    close.digest().isEmpty() ? null : close.digest());
        }
        return Answer.of(table.write(format));
    }

    private static String bills(int bills) {
        return switch (bills) {
            case 0 -> "without a provider's bill: all prices are the price book's";
            case 1 -> "with 1 provider's bill";
            default -> "with " + bills + " bills of providers";
        };
    }

    static Answer restate(Ledger ledger, Clock clock, RestateQuestion asked, TermsTexts texts) {
        Restatement restatement = new Restatement(ledger, ledger, clock);
        List<Path> bills = asked.bills().stream().map(Path::of).toList();
        Restatement.Restated restated;
        try (DraftBills late = DraftBills.read(ledger, bills, asked.provider())) {
            restated = restatement.preview(asked.period(), texts, late);
        }
        String brought = "";
        if (!asked.preview()) {
            // What cannot be computed is not brought in either.
            if (!bills.isEmpty()) {
                brought = BillAnswer.take(
                                ledger, clock, new BillImportQuestion(asked.bills(), asked.provider(), null), texts)
                        .text();
            }
            restatement.book(asked.period(), texts, asked.by(), restated);
        }
        if (asked.format() == Format.TABLE && restated.deltas().isEmpty()) {
            return Answer.of(brought + "period " + asked.period()
                    + " comes out as it was closed and corrected; nothing to book\n");
        }
        Table table = Table.of(
                Column.text("costCenter", "cost center"),
                Column.text("cause", "cause"),
                Column.number("amount", "amount"),
                Column.number("amountNanos", "nanos"));
        Map<String, BigInteger> sums = new TreeMap<>();
        for (Restatement.Delta delta : restated.deltas()) {
            sums.merge(delta.place().costCenter() + "\0" + delta.cause(), delta.amountNanos(), BigInteger::add);
        }
        sums.forEach((key, nanos) -> table.row(
                key.substring(0, key.indexOf('\0')), key.substring(key.indexOf('\0') + 1), Words.amount(nanos), nanos));
        String head = asked.format() != Format.TABLE
                ? ""
                : brought + (asked.preview() ? "would book" : "booked") + " in " + restated.bookedIn() + ", in "
                        + restated.currency() + ":\n";
        return Answer.of(head + table.write(asked.format()));
    }

    static Answer adjust(Ledger ledger, Clock clock, AdjustQuestion asked, TermsTexts texts) {
        KnownNames.require(texts, "--cost-center", asked.asked().costCenter());
        KnownNames.require(texts, "--against", asked.asked().against());
        String period = new Adjustments(ledger, clock).book(asked.asked(), Terms.calendar(texts));
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("period", period);
        facts.put("costCenter", asked.asked().costCenter());
        facts.put("against", asked.asked().against());
        facts.put("amount", asked.asked().amount());
        return Answer.of("booked in " + period + ": " + asked.asked().costCenter() + " "
                        + asked.asked().amount() + " against " + asked.asked().against() + "\n")
                .with(facts);
    }

    static Answer adjustments(Ledger ledger, Format format) {
        List<Adjustment> adjustments = Adjustments.list(ledger);
        if (adjustments.isEmpty() && format == Format.TABLE) {
            return Answer.of("There are no adjustments.\n");
        }
        Table table = Table.of(
                Column.number("adjustmentId", "adjustment"),
                Column.text("period", "in the period of"),
                Column.text("costCenter", "cost center"),
                Column.text("against", "against"),
                Column.number("amount", "amount"),
                Column.number("amountNanos", "nanos"),
                Column.text("cluster", "cluster"),
                Column.text("bookedBy", "booked by"),
                Column.text("bookedAt", "booked at"),
                Column.text("reason", "reason"));
        for (Adjustment each : adjustments) {
            table.row(
                    each.id(),
                    Words.time(each.dayS()),
                    each.costCenter(),
                    each.against(),
                    Words.amount(each.amountNanos()),
                    each.amountNanos(),
                    each.cluster(),
                    each.bookedBy(),
                    Words.time(each.bookedAtS()),
                    each.reason());
        }
        return Answer.of(table.write(format));
    }
}
