package dev.sublet.reporter.question;

import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.calendar.FiscalPeriod;
import dev.sublet.reporter.close.Unowned;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.terms.Terms;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** What has no owner yet. */
final class UnownedAnswer {
    private UnownedAnswer() {}

    static Answer of(Ledger ledger, Clock clock, UnownedQuestion asked, Terms terms) {
        String given = asked.period();
        String period = given == null
                ? ledger.read(connection -> terms.calendar()
                        .at(clock.instant().getEpochSecond(), Allocation.billingZone(connection))
                        .map(FiscalPeriod::name)
                        .orElseThrow(() -> new ReportException("the calendar has no period of today; name one", 2)))
                : given;
        Unowned.Found found = Unowned.find(ledger, period, terms);
        List<Unowned.Subject> subjects = found.subjects();
        if (asked.format() == Format.TABLE) {
            String notes = found.notes().stream()
                    .map(note -> "Note: " + Table.printable(note) + "\n")
                    .collect(Collectors.joining());
            return Answer.of((subjects.isEmpty()
                            ? "Everything of " + period + " has an owner.\n"
                            : table(subjects, terms).write(asked.format()))
                    + notes);
        }
        // Neither CSV nor a list in JSON has a place for notes.
        return new Answer(
                table(subjects, terms).write(asked.format()),
                found.notes().isEmpty() ? null : String.join("; ", found.notes()),
                0,
                null);
    }

    private static Table table(List<Unowned.Subject> subjects, Terms terms) {
        Table table = Table.of(
                Column.text("cluster", "cluster"),
                Column.text("kind", "kind"),
                Column.text("subject", "no owner yet"),
                Column.text("class", "class"),
                Column.number("amount", "amount in " + terms.prices().currency()),
                Column.number("amountNanos", "nanos"));
        subjects.forEach(each -> table.row(
                each.clusterName(),
                each.kind(),
                each.subject(),
                each.podClass(),
                Words.amount(each.amountNanos()),
                each.amountNanos()));
        return table;
    }
}
