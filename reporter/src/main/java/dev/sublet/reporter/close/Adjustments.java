package dev.sublet.reporter.close;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.calendar.FiscalCalendar;
import dev.sublet.reporter.calendar.FiscalPeriod;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Credits and debits by hand, in a period that is open: what one cost center is given another one pays, so that the whole stays what it was.
 * Thread-safe.
 */
public final class Adjustments {
    private static final int REASON_CHARS_MAX = 500;
    private static final int NANO_DIGITS = 9;
    private static final BigDecimal AMOUNT_MAX = BigDecimal.TEN.pow(12);

    private final LedgerWriter writer;
    private final Clock clock;

    public Adjustments(LedgerWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param period the name of an open period; null for the one of today
     * @param costCenter who is charged, or credited by a negative amount
     * @param against who gets what the other is charged
     * @param amount a decimal number of the currency, with nine decimals at most
     * @param cluster a cluster's UID or name; null for the first by name
     */
    public record Asked(
            @Nullable String period,
            String costCenter,
            String against,
            String amount,
            @Nullable String cluster,
            String reason,
            String by) {}

    /**
     * Books an adjustment.
     *
     * @return the name of the period it is in
     * @throws ReportException in one line when a value is not fit or the period is closed
     */
    public String book(Asked asked, FiscalCalendar calendar) {
        BigInteger nanos = nanos(asked.amount());
        if (asked.costCenter().equals(asked.against())) {
            throw new ReportException("--against " + asked.against() + " is the cost center itself; name another", 2);
        }
        requireLine("--reason", asked.reason());
        requireLine("--cost-center", asked.costCenter());
        requireLine("--against", asked.against());
        long nowS = clock.instant().getEpochSecond();
        // In the transaction that books: a period that is open now cannot be closed before.
        return Rows.write(writer, connection -> {
            FiscalPeriod period = openPeriod(connection, asked.period(), calendar, nowS);
            String cluster = cluster(connection, asked.cluster());
            long id = Rows.nextId(connection, "booking", "booking_id");
            Rows.insert(
                    connection,
                    "booking",
                    List.of(
                            row(id, period, asked.costCenter(), cluster, nanos, asked, nowS),
                            row(id + 1, period, asked.against(), cluster, nanos.negate(), asked, nowS)));
            return period.name();
        });
    }

    /** All of them, the oldest first. Each is two bookings, one after the other. */
    public static List<Adjustment> list(LedgerReader reader) {
        return reader.read(connection -> Rows.read(
                connection,
                "SELECT a.*, b.cost_center AS against FROM booking a JOIN booking b ON b.booking_id = a.booking_id + 1 AND b.kind ="
                        + " 'adjustment' AND b.amount_nanos = -a.amount_nanos WHERE a.kind = 'adjustment' AND (SELECT count(*)"
                        + " FROM booking c WHERE c.kind = 'adjustment' AND c.booking_id < a.booking_id) % 2 = 0"
                        + " ORDER BY a.booking_id",
                row -> new Adjustment(
                        row.getLong("booking_id"),
                        row.getLong("day_s"),
                        row.getString("cost_center"),
                        row.getString("against"),
                        row.getBigDecimal("amount_nanos").toBigInteger(),
                        row.getString("cluster"),
                        row.getString("reason"),
                        row.getString("booked_by"),
                        row.getLong("booked_at_s"))));
    }

    private static List<@Nullable Object> row(
            long id, FiscalPeriod period, String costCenter, String cluster, BigInteger nanos, Asked asked, long nowS) {
        return CloseStore.row(
                id,
                "adjustment",
                period.fromS(),
                null,
                null,
                null,
                costCenter,
                null,
                cluster,
                null,
                null,
                null,
                asked.reason(),
                new BigDecimal(nanos),
                asked.by(),
                nowS);
    }

    private static FiscalPeriod openPeriod(
            Connection connection, @Nullable String name, FiscalCalendar calendar, long nowS) throws SQLException {
        FiscalPeriod period = name == null
                ? calendar.at(nowS, Allocation.billingZone(connection))
                        .orElseThrow(() -> new ReportException("the calendar has no period of today; name one", 2))
                : Closing.period(connection, name, calendar);
        Optional<PeriodClose> close = Closing.find(connection, period).filter(PeriodClose::closed);
        if (close.isPresent()) {
            throw ReportException.state(
                    "period " + period.name() + " is closed; adjust the one that is open now, without --month");
        }
        for (PeriodClose other : CloseStore.all(connection)) {
            if (other.closed() && other.period().toS() > period.fromS()) {
                throw ReportException.state("period " + period.name() + " is before " + other.name()
                        + ", which is closed; adjust the one that is open now, without --month");
            }
        }
        return period;
    }

    private static String cluster(Connection connection, @Nullable String asked) throws SQLException {
        List<String> uids = Rows.read(
                connection,
                "SELECT cluster, cluster_name FROM cluster ORDER BY cluster_name, cluster",
                row -> asked == null || asked.equals(row.getString(1)) || asked.equals(row.getString(2))
                        ? row.getString(1)
                        : "");
        return uids.stream()
                .filter(uid -> !uid.isEmpty())
                .findFirst()
                .orElseThrow(() -> new ReportException(
                        asked == null
                                ? "this ledger is empty; let it watch a cluster first"
                                : "there is no cluster " + asked + " in this ledger; name another with --cluster",
                        2));
    }

    private static BigInteger nanos(String amount) {
        try {
            BigDecimal decimal = new BigDecimal(amount);
            if (decimal.signum() == 0 || decimal.abs().compareTo(AMOUNT_MAX) > 0) {
                throw new ReportException("--amount " + amount + " is 0 or beyond 10^12; check it", 2);
            }
            return decimal.movePointRight(NANO_DIGITS).toBigIntegerExact();
        } catch (NumberFormatException e) {
            throw new ReportException("--amount \"" + amount + "\" is not a decimal number such as -12.50", 2, e);
        } catch (ArithmeticException e) {
            throw new ReportException("--amount " + amount + " has more than nine decimals; round it", 2, e);
        }
    }

    static void requireLine(String option, String text) {
        if (text.isBlank() || text.length() > REASON_CHARS_MAX || text.chars().anyMatch(Character::isISOControl)) {
            throw new ReportException(
                    option + " must be one line of 1 to " + REASON_CHARS_MAX + " characters; it is on record for ever",
                    2);
        }
    }
}
