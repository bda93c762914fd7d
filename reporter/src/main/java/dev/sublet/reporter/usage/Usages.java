package dev.sublet.reporter.usage;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.absence.MissingPeriod;
import dev.sublet.reporter.absence.Retired;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.table.Format;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Answers what was used in a window, per pod, vcluster or node. Thread-safe. */
public final class Usages {
    private static final String SQL = SqlFile.read(Usages.class, "usage.sql");

    private final LedgerReader ledger;

    public Usages(LedgerReader ledger) {
        this.ledger = ledger;
    }

    /**
     * What was used.
     *
     * @param missing what is missing in the window, in words; a table says it itself
     */
    public record Used(String text, List<String> missing) {}

    /**
     * What was used in {@code [fromS, toS)}, seconds since the epoch. Whole billing hours are read from hours, the rest from
     * usage rows; the sums are those of the usage rows.
     *
     * @throws dev.sublet.reporter.absence.RetiredException when usage that it needs is no longer kept
     */
    public Used ask(UsagePer per, long fromS, long toS, Format format) {
        return ledger.read(connection -> {
            Window window = Window.of(Allocation.billingZone(connection), fromS, toS);
            rejectRetired(connection, window);
            List<UsageLine> lines = lines(connection, per, window);
            List<MissingPeriod> missing = MissingPeriod.in(connection, fromS, toS);
            return new Used(
                    write(per, lines, missing, format),
                    missing.stream().map(MissingPeriod::words).toList());
        });
    }

    private static String write(UsagePer per, List<UsageLine> lines, List<MissingPeriod> missing, Format format) {
        return switch (format) {
            case JSON -> UsageJson.write(lines, missing);
            case CSV -> UsageTable.of(per, lines, format).write(format);
            case TABLE -> {
                StringBuilder text =
                        new StringBuilder(UsageTable.of(per, lines, format).write(format));
                missing.forEach(
                        period -> text.append("Note: ").append(period.words()).append('\n'));
                yield text.toString();
            }
        };
    }

    private static void rejectRetired(Connection connection, Window window) throws SQLException {
        Retired.rejectHours(connection, window.beginS(), window.endS());
        if (window.fromS() > window.beginS()) {
            Retired.rejectPart(
                    connection, "from", window.fromS(), new BillingHours.Hour(window.beginS(), window.wholeFromS()));
        }
        if (window.toS() < window.endS()) {
            long beginS = window.wholeToS() < window.endS() ? window.wholeToS() : window.beginS();
            Retired.rejectPart(connection, "to", window.toS(), new BillingHours.Hour(beginS, window.endS()));
        }
    }

    static List<UsageLine> lines(Connection connection, UsagePer per, Window window) throws SQLException {
        window.setOn(connection);
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, per.label());
            List<UsageLine> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(UsageLine.from(rows));
                }
            }
            return lines;
        }
    }
}
