package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.hold.Hold;
import dev.sublet.reporter.hold.Holds;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said about legal holds. */
final class HoldAnswer {
    private HoldAnswer() {}

    static Answer place(Ledger ledger, Clock clock, PlaceHoldQuestion asked) {
        Holds holds = new Holds(ledger, ledger, clock);
        long id = holds.place(asked.table(), asked.fromS(), asked.toS(), asked.reason(), asked.placedBy());
        long gone = holds.retiredRows(asked.table(), asked.fromS(), asked.toS());
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("holdId", id);
        facts.put("retiredRows", gone);
        return new Answer(
                        "hold " + id + " placed on " + on(asked.table()) + " from " + Words.time(asked.fromS()) + " to "
                                + Words.time(asked.toS()) + "\n",
                        gone == 0
                                ? null
                                : "retention had removed " + gone
                                        + " rows of that time before; the hold cannot bring them back",
                        0,
                        null)
                .with(facts);
    }

    static Answer release(Ledger ledger, Clock clock, ReleaseHoldQuestion asked) {
        new Holds(ledger, ledger, clock).release(asked.holdId());
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("holdId", asked.holdId());
        return Answer.of("hold " + asked.holdId() + " released\n").with(facts);
    }

    static Answer list(Ledger ledger, Clock clock, HoldsQuestion asked) {
        List<Hold> holds = new Holds(ledger, ledger, clock).list();
        if (holds.isEmpty() && asked.format() == Format.TABLE) {
            return Answer.of("There are no holds.\n");
        }
        Table table = Table.of(
                Column.number("holdId", "hold"),
                Column.text("table", "on"),
                Column.text("from", "from"),
                Column.text("to", "to"),
                Column.text("placedBy", "placed by"),
                Column.text("placedAt", "placed at"),
                Column.text("releasedAt", "released at"),
                Column.text("reason", "reason"));
        for (Hold hold : holds) {
            table.row(
                    hold.id(),
                    asked.format() == Format.TABLE ? on(hold.table()) : hold.table(),
                    Words.time(hold.fromS()),
                    Words.time(hold.toS()),
                    hold.placedBy(),
                    Words.time(hold.placedAtS()),
                    time(hold.releasedAtS()),
                    hold.reason());
        }
        return Answer.of(table.write(asked.format()));
    }

    private static String on(@Nullable String table) {
        return table == null ? "everything" : table;
    }

    private static @Nullable String time(@Nullable Long seconds) {
        return seconds == null ? null : Words.time(seconds);
    }
}
