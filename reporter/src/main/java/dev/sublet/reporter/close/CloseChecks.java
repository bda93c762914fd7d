package dev.sublet.reporter.close;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.statement.LinesDigest;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.verify.Check;
import dev.sublet.reporter.verify.CommitmentChecks;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Proves closed periods: the chain, what was frozen, the rows beneath, and the same lines again. Changes nothing. Stateless. */
public final class CloseChecks {
    private CloseChecks() {}

    /**
     * Proves one closed period, or all of them.
     *
     * @param name the period's name as it was closed, or null for all
     * @throws ReportException when no such period is closed
     */
    public static List<Check> run(LedgerReader reader, @Nullable String name) {
        List<Check> checks = new ArrayList<>(reader.read(CloseChecks::chain));
        List<PeriodClose> closes = reader.read(CloseStore::all).stream()
                .filter(close -> close.closed() && (name == null || close.name().equals(name)))
                .toList();
        if (name != null && closes.isEmpty()) {
            throw ReportException.notThere("period " + name + " is not closed; sublet close says where it stands");
        }
        for (PeriodClose close : closes) {
            checks.addAll(reader.read(connection -> of(connection, close)));
        }
        return List.copyOf(checks);
    }

    /** Whether each close binds the one before it, and every closed period is marked as such. */
    private static List<Check> chain(Connection connection) throws SQLException {
        List<PeriodClose> closed =
                CloseStore.all(connection).stream().filter(PeriodClose::closed).toList();
        List<String> marked = Rows.read(
                connection,
                "SELECT from_s, to_s, closed_at_s FROM closed_period ORDER BY from_s",
                row -> row.getLong(1) + " " + row.getLong(2) + " " + row.getLong(3));
        if (closed.isEmpty() && marked.isEmpty()) {
            return List.of();
        }
        String previous = "";
        for (PeriodClose close : closed) {
            if (!close.previous().equals(previous) || !close.digest().equals(close.expectedDigest())) {
                return List.of(new Check(
                        "closes: chained",
                        false,
                        "the close of " + close.name() + " is not as it was written, or the one before it is not;"
                                + " someone changed period_close"));
            }
            previous = close.digest();
        }
        List<String> expected = closed.stream()
                .map(close -> close.period().fromS() + " " + close.period().toS() + " " + close.approvedAtS())
                .toList();
        return List.of(
                expected.equals(marked)
                        ? new Check("closes: chained", true, closed.size() + " closes, the last is " + previous)
                        : new Check(
                                "closes: chained", false, "closed_period does not name the periods that are closed"));
    }

    private static List<Check> of(Connection connection, PeriodClose close) throws SQLException {
        String subject = "close " + close.name() + ": ";
        CloseStore.Contents contents = CloseStore.contents(connection, close.id());
        List<Check> checks = new ArrayList<>();
        checks.add(same(
                subject + "lines as frozen", close.frozen().lines(), LinesDigest.of(contents.lines()), "close_line"));
        checks.add(same(
                subject + "terms as frozen",
                close.frozen().terms(),
                CloseStore.digest(contents.terms()),
                "close_terms"));
        checks.add(same(
                subject + "owners as frozen",
                close.frozen().owners(),
                CloseStore.digest(contents.owners()),
                "close_owner"));
        List<FrozenRows.TableDay> frozen = CloseStore.rowDigests(connection, close.id());
        checks.add(same(
                subject + "digests as frozen",
                close.frozen().rows(),
                FrozenRows.digest(sorted(frozen)),
                "close_row_digest"));
        checks.add(rows(subject + "rows as frozen", frozen, FrozenRows.of(connection, close)));
        checks.addAll(again(connection, subject, close, contents));
        return checks;
    }

    /** In the order in which they were made. */
    private static List<FrozenRows.TableDay> sorted(List<FrozenRows.TableDay> days) {
        List<FrozenRows.TableDay> sorted = new ArrayList<>(days);
        sorted.sort(
                java.util.Comparator.comparingInt((FrozenRows.TableDay day) -> FrozenRows.TABLES.indexOf(day.table()))
                        .thenComparingLong(FrozenRows.TableDay::dayS));
        return sorted;
    }

    private static Check same(String name, String frozen, String found, String table) {
        return frozen.equals(found)
                ? new Check(name, true, "digest " + frozen)
                : new Check(
                        name, false, "the rows of " + table + " are not those that were frozen; someone changed them");
    }

    private static Check rows(String name, List<FrozenRows.TableDay> frozen, List<FrozenRows.TableDay> found) {
        Map<String, FrozenRows.TableDay> before = byDay(frozen);
        Map<String, FrozenRows.TableDay> after = byDay(found);
        Map<String, FrozenRows.TableDay> all = new TreeMap<>(before);
        all.putAll(after);
        List<String> differing = new ArrayList<>();
        long rows = 0;
        for (Map.Entry<String, FrozenRows.TableDay> day : all.entrySet()) {
            FrozenRows.TableDay then = before.get(day.getKey());
            FrozenRows.TableDay now = after.get(day.getKey());
            rows += now == null ? 0 : now.rows();
            if (!Objects.equals(then, now)) {
                differing.add(day.getValue().table() + " of "
                        + Instant.ofEpochSecond(day.getValue().dayS())
                                .atOffset(ZoneOffset.UTC)
                                .toLocalDate()
                        + ": " + (then == null ? 0 : then.rows()) + " rows at the close, "
                        + (now == null ? 0 : now.rows()) + " now");
            }
        }
        return differing.isEmpty()
                ? new Check(name, true, rows + " rows in " + frozen.size() + " days of tables are those of the close")
                : new Check(
                        name,
                        false,
                        differing.get(0)
                                + (differing.size() == 1 ? "" : "; and " + (differing.size() - 1) + " more like it")
                                + "; if they came late, sublet restate books what follows");
    }

    private static Map<String, FrozenRows.TableDay> byDay(List<FrozenRows.TableDay> days) {
        Map<String, FrozenRows.TableDay> byDay = new TreeMap<>();
        days.forEach(day -> byDay.put(day.table() + " " + day.dayS(), day));
        return byDay;
    }

    private static List<Check> again(
            Connection connection, String subject, PeriodClose close, CloseStore.Contents contents)
            throws SQLException {
        String name = subject + "same again";
        try {
            Rules.use(connection, close.rulesVersion());
            Terms terms = CloseStore.terms(connection, contents.terms());
            CountedBills.ofClose(connection, close.id());
            Statement fresh = StatementComputation.on(connection, close.period(), terms);
            List<CloseStore.Owned> owners = CloseStore.owners(
                    connection,
                    "owner WHERE from_s < " + close.period().toS() + " AND to_s > "
                            + close.period().fromS());
            BigInteger difference = fresh.reconciliation().differenceNanos();
            List<Check> checks = new ArrayList<>(CommitmentChecks.on(connection, "close " + close.name(), terms));
            checks.addAll(List.of(
                    new Check(
                            name,
                            fresh.lines().equals(contents.lines()),
                            fresh.lines().equals(contents.lines())
                                    ? contents.lines().size() + " lines come out the same to the nano, digest "
                                            + LinesDigest.of(fresh.lines())
                                    : difference(contents.lines(), fresh.lines())),
                    new Check(
                            subject + "owners again",
                            within(owners, close).containsAll(within(contents.owners(), close)),
                            within(owners, close).containsAll(within(contents.owners(), close))
                                    ? contents.owners().size() + " stretches of who pays come out the same"
                                    : "who pays comes out otherwise than it was frozen"),
                    new Check(
                            subject + "adds up",
                            difference.signum() == 0,
                            "nodes, other assets and bookings less lines leave " + difference + " nanos")));
            return checks;
        } catch (ReportException e) {
            return List.of(new Check(name, false, "it cannot be made again: " + e.getMessage()));
        }
    }

    /** Cut to the period: that an owner's time ends later on is no change of it, nor are things that came into being later. */
    private static Set<CloseStore.Owned> within(List<CloseStore.Owned> owners, PeriodClose close) {
        return owners.stream()
                .map(owned -> new CloseStore.Owned(
                        owned.cluster(),
                        owned.subjectKind(),
                        owned.subject(),
                        Math.max(owned.fromS(), close.period().fromS()),
                        Math.min(owned.toS(), close.period().toS()),
                        owned.costCenter(),
                        owned.team(),
                        owned.shareMillionths()))
                .collect(Collectors.toSet());
    }

    private static String difference(List<StatementLine> frozen, List<StatementLine> fresh) {
        for (int i = 0; i < Math.min(frozen.size(), fresh.size()); i++) {
            if (!frozen.get(i).equals(fresh.get(i))) {
                return "line " + (i + 1) + " was closed as " + frozen.get(i) + " but comes out as " + fresh.get(i);
            }
        }
        return frozen.size() + " lines were closed but " + fresh.size() + " come out";
    }
}
