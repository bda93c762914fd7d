package dev.sublet.reporter.close;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.Spelling;
import dev.sublet.reporter.calendar.FiscalCalendar;
import dev.sublet.reporter.calendar.FiscalPeriod;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens, lists and answers objections. What was said stays on record. Thread-safe. */
public final class Disputes {
    private static final Set<String> OUTCOMES = Set.of("accepted", "rejected");

    private final LedgerReader reader;
    private final LedgerWriter writer;
    private final Clock clock;

    public Disputes(LedgerReader reader, LedgerWriter writer, Clock clock) {
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
    }

    /** What is objected to, and by when it must be answered. */
    public record Asked(
            String period,
            String costCenter,
            @Nullable String vcluster,
            @Nullable String resource,
            String reason,
            long answerByS,
            String by) {}

    /**
     * Opens a dispute.
     *
     * @return its ID
     * @throws ReportException in one line when the period is closed or a value is not fit
     */
    public long open(Asked asked, FiscalCalendar calendar) {
        Adjustments.requireLine("--reason", asked.reason());
        Adjustments.requireLine("--cost-center", asked.costCenter());
        long nowS = clock.instant().getEpochSecond();
        if (asked.answerByS() <= nowS) {
            throw new ReportException(
                    "--answer-by " + Instant.ofEpochSecond(asked.answerByS()) + " is over; give a time to come", 2);
        }
        FiscalPeriod period = reader.read(connection -> {
            FiscalPeriod named = Closing.period(connection, asked.period(), calendar);
            if (Closing.find(connection, named).filter(PeriodClose::closed).isPresent()) {
                throw ReportException.state(
                        "period " + named.name() + " is closed; ask for a correction with sublet adjust instead");
            }
            requireVcluster(connection, asked.vcluster(), named);
            return named;
        });
        return writer.write(connection -> {
            long id = Rows.nextId(connection, "dispute", "dispute_id");
            Rows.insert(
                    connection,
                    "dispute",
                    List.of(CloseStore.row(
                            id,
                            period.fromS(),
                            period.toS(),
                            asked.costCenter(),
                            asked.vcluster(),
                            asked.resource(),
                            asked.reason(),
                            asked.by(),
                            nowS,
                            asked.answerByS(),
                            null,
                            null,
                            null,
                            null)));
            return id;
        });
    }

    /** An objection to a mistyped vcluster would be to nothing, and pass by silence. */
    private static void requireVcluster(Connection connection, @Nullable String vcluster, FiscalPeriod period)
            throws SQLException {
        if (vcluster == null) {
            return;
        }
        List<String> there = Rows.read(
                connection,
                "SELECT DISTINCT namespace || '/' || vcluster FROM vcluster_span WHERE from_s < " + period.toS()
                        + " AND coalesce(to_s, " + period.toS() + ") > " + period.fromS() + " ORDER BY 1",
                row -> row.getString(1));
        if (!there.contains(vcluster)) {
            throw ReportException.notThere(
                    "vcluster " + vcluster + " was not there in " + period.name() + Spelling.hint(vcluster, there));
        }
    }

    /** All disputes, the oldest first. */
    public List<Dispute> list() {
        return reader.read(Disputes::list);
    }

    /**
     * Answers a dispute.
     *
     * @param outcome {@code accepted} or {@code rejected}
     * @throws ReportException in one line when it is not open
     */
    public void resolve(long id, String outcome, String answer, String by) {
        if (!OUTCOMES.contains(outcome)) {
            throw new ReportException("--outcome " + outcome + " is neither accepted nor rejected", 2);
        }
        Adjustments.requireLine("--answer", answer);
        long nowS = clock.instant().getEpochSecond();
        String state = list().stream()
                .filter(dispute -> dispute.id() == id)
                .findFirst()
                .map(dispute -> dispute.state(nowS))
                .orElseThrow(() -> ReportException.notThere(
                        "there is no dispute " + id + "; sublet dispute list shows those there are"));
        if (!state.equals("open")) {
            throw ReportException.state("dispute " + id + " is " + state + " already");
        }
        writer.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE dispute SET outcome = ?, answer = ?,"
                    + " resolved_by = ?, resolved_at_s = ? WHERE dispute_id = ? AND resolved_at_s IS NULL")) {
                update.setString(1, outcome);
                update.setString(2, answer);
                update.setString(3, by);
                update.setLong(4, nowS);
                update.setLong(5, id);
                return update.executeUpdate();
            }
        });
    }

    private static List<Dispute> list(Connection connection) throws SQLException {
        return Rows.read(
                connection,
                "SELECT * FROM dispute ORDER BY dispute_id",
                row -> new Dispute(
                        row.getLong("dispute_id"),
                        row.getLong("from_s"),
                        row.getLong("to_s"),
                        row.getString("cost_center"),
                        row.getString("vcluster"),
                        row.getString("resource"),
                        row.getString("reason"),
                        row.getString("opened_by"),
                        row.getLong("opened_at_s"),
                        row.getLong("answer_by_s"),
                        row.getString("outcome"),
                        row.getString("answer"),
                        row.getString("resolved_by"),
                        Rows.number(row, "resolved_at_s")));
    }
}
