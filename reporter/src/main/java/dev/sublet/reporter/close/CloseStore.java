package dev.sublet.reporter.close;

import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Closes and what they froze, in the ledger's tables. Stateless; all methods work on the caller's connection and transaction. */
final class CloseStore {
    private static final List<String> PARTS =
            List.of("close_line", "close_terms", "close_owner", "close_row_digest", "close_bill", "period_close");

    /** In {@code meta}: the last generation that was given. */
    private static final String GENERATION = "journal_generation";

    private CloseStore() {}

    /** Everything that a close froze but its record. */
    record Contents(TermsTexts terms, List<StatementLine> lines, List<Owned> owners, List<Long> bills) {}

    /** One stretch of who paid for what. */
    record Owned(
            String cluster,
            String subjectKind,
            String subject,
            long fromS,
            long toS,
            String costCenter,
            @Nullable String team,
            long shareMillionths) {}

    /** All closes, the oldest first; at most one, the last, is not closed. */
    static List<PeriodClose> all(Connection connection) throws SQLException {
        return Rows.read(connection, "SELECT * FROM period_close ORDER BY from_s, close_id", CloseStore::close);
    }

    private static PeriodClose close(ResultSet row) throws SQLException {
        return new PeriodClose(
                row.getLong("close_id"),
                new Period(row.getLong("from_s"), row.getLong("to_s")),
                row.getString("name"),
                PeriodClose.State.parse(row.getString("state")),
                ZoneId.of(row.getString("zone")),
                row.getString("currency"),
                row.getInt("rules_version"),
                row.getString("prepared_by"),
                row.getLong("prepared_at_s"),
                row.getString("approved_by"),
                Rows.number(row, "approved_at_s"),
                row.getString("forced"),
                row.getLong("generation"),
                new PeriodClose.Frozen(
                        row.getString("lines_digest"),
                        row.getString("terms_digest"),
                        row.getString("owners_digest"),
                        row.getString("rows_digest")),
                row.getString("previous"),
                row.getString("digest"));
    }

    static void insert(Connection connection, PeriodClose close, Contents contents) throws SQLException {
        insertRecord(connection, close);
        List<List<@Nullable Object>> terms = new ArrayList<>();
        contents.terms()
                .texts()
                .forEach((file, text) -> terms.add(row(close.id(), file.option(), text.name(), text.text())));
        Rows.insert(connection, "close_terms", terms);
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (StatementLine line : contents.lines()) {
            lines.add(row(
                    close.id(),
                    lines.size() + 1,
                    line.costCenter(),
                    line.team(),
                    line.cluster(),
                    line.vcluster(),
                    line.vclusterNamespace(),
                    line.vclusterUid(),
                    line.podClass(),
                    line.resource(),
                    line.charge(),
                    line.policy(),
                    line.source(),
                    line.pricing(),
                    line.quantity(),
                    line.unit(),
                    new BigDecimal(line.amountNanos())));
        }
        Rows.insert(connection, "close_line", lines);
        List<List<@Nullable Object>> owners = new ArrayList<>();
        for (Owned owned : contents.owners()) {
            owners.add(row(
                    close.id(),
                    owned.cluster(),
                    owned.subjectKind(),
                    owned.subject(),
                    owned.fromS(),
                    owned.toS(),
                    owned.costCenter(),
                    owned.team(),
                    owned.shareMillionths()));
        }
        Rows.insert(connection, "close_owner", owners);
        List<List<@Nullable Object>> bills = new ArrayList<>();
        contents.bills().forEach(bill -> bills.add(row(close.id(), bill)));
        Rows.insert(connection, "close_bill", bills);
    }

    /** Puts an approved close in the place of the provisional one, with the digests of its rows. */
    static void approve(Connection connection, PeriodClose close, List<FrozenRows.TableDay> days) throws SQLException {
        Rows.execute(connection, "DELETE FROM period_close WHERE close_id = " + close.id());
        insertRecord(connection, close);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        days.forEach(day -> rows.add(row(close.id(), day.table(), day.dayS(), day.rows(), day.digest())));
        Rows.insert(connection, "close_row_digest", rows);
        Rows.insert(
                connection,
                "closed_period",
                List.of(row(close.period().fromS(), close.period().toS(), close.approvedAtS())));
    }

    private static void insertRecord(Connection connection, PeriodClose close) throws SQLException {
        Rows.insert(
                connection,
                "period_close",
                List.of(row(
                        close.id(),
                        close.period().fromS(),
                        close.period().toS(),
                        close.name(),
                        close.state().label(),
                        close.zone().getId(),
                        close.currency(),
                        close.rulesVersion(),
                        close.preparedBy(),
                        close.preparedAtS(),
                        close.approvedBy(),
                        close.approvedAtS(),
                        close.forced(),
                        close.generation(),
                        close.frozen().lines(),
                        close.frozen().terms(),
                        close.frozen().owners(),
                        close.frozen().rows(),
                        close.previous(),
                        close.digest())));
    }

    static void delete(Connection connection, long closeId) throws SQLException {
        for (String table : PARTS) {
            Rows.execute(connection, "DELETE FROM " + table + " WHERE close_id = " + closeId);
        }
    }

    static Contents contents(Connection connection, long closeId) throws SQLException {
        Map<TermsFile, NamedText> texts = new EnumMap<>(TermsFile.class);
        Map<String, NamedText> kinds = new java.util.TreeMap<>();
        Rows.read(
                connection,
                "SELECT kind, name, body FROM close_terms WHERE close_id = " + closeId,
                row -> kinds.put(row.getString(1), new NamedText(row.getString(2), row.getString(3))) == null);
        for (TermsFile file : TermsFile.values()) {
            NamedText text = kinds.get(file.option());
            if (text != null) {
                texts.put(file, text);
            }
        }
        return new Contents(
                new TermsTexts(texts),
                Rows.read(
                        connection,
                        "SELECT " + StatementLine.COLUMNS + " FROM close_line WHERE close_id = " + closeId
                                + " ORDER BY line",
                        StatementLine::read),
                owners(connection, "close_owner WHERE close_id = " + closeId),
                Rows.read(
                        connection,
                        "SELECT bill_id FROM close_bill WHERE close_id = " + closeId + " ORDER BY bill_id",
                        row -> row.getLong(1)));
    }

    /** A generation that nothing had before. */
    static long nextGeneration(Connection connection) throws SQLException {
        List<String> last = Rows.read(
                connection, "SELECT value FROM meta WHERE key = '" + GENERATION + "'", row -> row.getString(1));
        long next = last.isEmpty() ? 1 : Long.parseLong(last.get(0)) + 1;
        Rows.execute(connection, "DELETE FROM meta WHERE key = '" + GENERATION + "'");
        Rows.insert(connection, "meta", List.of(row(GENERATION, Long.toString(next))));
        return next;
    }

    /** Who pays, from the allocation's table {@code owner} or from a close's, in one order. */
    static List<Owned> owners(Connection connection, String from) throws SQLException {
        return Rows.read(
                connection,
                "SELECT cluster, subject_kind, subject, from_s, to_s, cost_center, team, share_millionths FROM " + from
                        + " ORDER BY ALL",
                row -> new Owned(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6),
                        row.getString(7),
                        row.getLong(8)));
    }

    static List<FrozenRows.TableDay> rowDigests(Connection connection, long closeId) throws SQLException {
        return Rows.read(
                connection,
                "SELECT table_name, day_s, row_count, digest FROM close_row_digest WHERE close_id = " + closeId,
                row -> new FrozenRows.TableDay(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4)));
    }

    /** Terms that were frozen, or that are known now, in the ledger's zone. */
    static Terms terms(Connection connection, TermsTexts texts) throws SQLException {
        ZoneId zone = Allocation.billingZone(connection);
        Terms terms = Terms.parse(texts, zone);
        terms.calendar().requireZone(zone);
        return terms;
    }

    static String digest(TermsTexts terms) {
        List<String> texts = new ArrayList<>();
        for (TermsFile file : TermsFile.values()) {
            terms.of(file).ifPresent(text -> texts.addAll(List.of(file.option(), text.name(), text.text())));
        }
        return Sha256.of(texts);
    }

    static String digest(List<Owned> owners) {
        return Sha256.of(owners.stream().map(Owned::toString).toList());
    }

    static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
