package dev.sublet.reporter.question;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.entry.Validity;
import dev.sublet.reporter.price.NetworkPrice;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.terms.Terms;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A line for each thing without a price and each entry that fits nothing; exit code 1 when something has no price. */
final class PricesCheckAnswer {
    private PricesCheckAnswer() {}

    static Answer of(LedgerReader reader, PricesCheckQuestion asked, Terms terms) {
        return reader.read(connection -> check(connection, asked, terms));
    }

    private static Answer check(Connection connection, PricesCheckQuestion asked, Terms terms) throws SQLException {
        Period period = asked.period();
        if (period == null) {
            BillingHours.Hour whole = Allocation.wholeLedger(connection)
                    .orElseThrow(() -> new ReportException("this ledger is empty; let it watch a cluster first", 2));
            period = new Period(whole.fromS(), whole.toS());
        }
        Allocation.rates(connection, period.fromS(), period.toS(), terms);
        Table table = Table.of(
                Column.text("finding", "finding"),
                Column.text("what", "what"),
                Column.number("things", "things"),
                Column.text("from", "from"),
                Column.text("to", "to"),
                Column.text("add", "add"));
        boolean unpriced = false;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlFile.read(PriceBook.class, "check.sql"))) {
            while (row.next()) {
                unpriced |= row.getString(1).equals("unpriced");
                table.row(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        time(row.getLong(4)),
                        time(row.getLong(5)),
                        row.getString(6));
            }
        }
        cannotBeTold(terms.prices(), table);
        if (table.isEmpty() && asked.format() == Format.TABLE) {
            return Answer.of("Everything from " + Words.time(period.fromS()) + " to " + Words.time(period.toS())
                    + " has a price, and every price fits something.\n");
        }
        return new Answer(table.write(asked.format()), null, unpriced ? 1 : 0, null);
    }

    private static void cannotBeTold(PriceBook book, Table table) {
        for (NetworkPrice price : book.network()) {
            if (!price.networkClass().equals(NetworkPrice.ANY)) {
                table.row("cannot be told", "network: class " + price.networkClass(), 0, null, null, "");
            }
        }
    }

    private static @Nullable String time(long atS) {
        return atS == Validity.ALWAYS.fromS() || atS == Validity.ALWAYS.toS() ? null : Words.time(atS);
    }
}
