package dev.sublet.reporter.allocation;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.ledger.owner.NamespaceOwner;
import dev.sublet.ledger.owner.OwnerEntry;
import dev.sublet.ledger.owner.OwnerShare;
import dev.sublet.reporter.entry.Validity;
import dev.sublet.reporter.owner.Owners;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.sql.WholeNumbers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the asked period, the billing hours and the price book into temporary tables, which the SQL steps read. */
final class Inputs {
    private final Connection connection;
    private final ZoneId zone;
    private final int rules;

    Inputs(Connection connection, ZoneId zone, int rules) {
        this.connection = connection;
        this.zone = zone;
        this.rules = rules;
    }

    /** Creates the inputs with nothing but the hours in them. */
    void loadHours(List<BillingHours.Hour> hours) throws SQLException {
        execute(Rules.text(rules, Inputs.class, "00-inputs.sql"));
        insertHours(hours);
    }

    void load(long fromS, long toS, List<BillingHours.Hour> hours, PriceBook book) throws SQLException {
        loadHours(hours);
        insert(
                "INSERT INTO asked VALUES (?, ?, ?, ?, ?)",
                row(
                        fromS,
                        toS,
                        book.platformCostCenter(),
                        book.currency(),
                        book.bills().used()));
        execute("SET VARIABLE asked_from_s = " + fromS + "::BIGINT");
        execute("SET VARIABLE asked_to_s = " + toS + "::BIGINT");
        new BookInputs(connection, zone, fromS, toS).load(book);
        // A constant for the planner, so that bytes that nobody pays for are not read.
        execute("SET VARIABLE network_is_priced = (SELECT count(*) > 0 FROM network_price)");
    }

    /** Owners as terms have them, before {@code 04-owner.sql} says who pays. */
    void loadOwners(Owners owners) throws SQLException {
        execute(Rules.text(rules, Inputs.class, "04-owner-inputs.sql"));
        if (owners.text() != null) {
            execute("SET VARIABLE has_registry = true");
        }
        if (owners.closeId() != null) {
            execute("SET VARIABLE owners_of_close = " + owners.closeId() + "::BIGINT");
        }
        int number = 0;
        for (OwnerEntry entry : owners.entries(zone)) {
            number++;
            insert(
                    "INSERT INTO registry VALUES (?, ?, ?, ?, ?)",
                    row(
                            number,
                            entry.ofVcluster(),
                            entry.subject(),
                            Math.max(entry.fromS(), Validity.ALWAYS.fromS()),
                            Math.min(entry.toS(), Validity.ALWAYS.toS())));
            for (OwnerShare share : entry.shares()) {
                insert(
                        "INSERT INTO registry_share VALUES (?, NULL, false, ?, ?, ?)",
                        row(number, share.costCenter(), share.team(), share.shareMillionths()));
            }
            for (NamespaceOwner namespace : entry.virtualNamespaces()) {
                insert(
                        "INSERT INTO registry_share VALUES (?, ?, ?, ?, NULL, ?)",
                        row(number, namespace.text(), namespace.isStart(), namespace.costCenter(), OwnerShare.WHOLE));
            }
        }
    }

    /** Cost centers that pay or get something though they own nothing. */
    void loadPayers(Iterable<String> costCenters) throws SQLException {
        for (String costCenter : costCenters) {
            insert("INSERT INTO named_payer VALUES (?)", row(costCenter));
        }
    }

    private void insertHours(List<BillingHours.Hour> hours) throws SQLException {
        WholeNumbers rows = new WholeNumbers();
        for (BillingHours.Hour hour : hours) {
            rows.add(hour.fromS(), hour.toS(), dayS(hour.fromS()));
        }
        rows.insertInto(connection, "hours");
    }

    /** The start of the billing day that a second lies in. */
    private long dayS(long atS) {
        return Instant.ofEpochSecond(atS)
                .atZone(zone)
                .toLocalDate()
                .atStartOfDay(zone)
                .toEpochSecond();
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private void insert(String sql, List<@Nullable Object> row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < row.size(); i++) {
                statement.setObject(i + 1, row.get(i));
            }
            statement.execute();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
