package dev.sublet.reporter.close;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.calendar.FiscalCalendar;
import dev.sublet.reporter.calendar.FiscalPeriod;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.statement.LinesDigest;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.terms.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes periods final: one person prepares a close, which makes the period provisional, another approves it. A close freezes the
 * statement, all that it was made with, and digests of the rows beneath, and is chained to the close before it. Thread-safe.
 */
public final class Closing {
    private final LedgerReader reader;
    private final LedgerWriter writer;
    private final Clock clock;

    public Closing(LedgerReader reader, LedgerWriter writer, Clock clock) {
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Where a period stands.
     *
     * @param state {@code open}, {@code provisional} or {@code closed}
     * @param hindrances what spoke against closing it: for a period that is not closed as of now, each one line
     * @param bills how many bills of providers it rests on; without any all prices are the price book's
     */
    public record Standing(FiscalPeriod period, String state, List<String> hindrances, int bills, String digest) {}

    /** Where a period stands and what hinders its close; changes nothing. */
    public Standing standing(String name, Terms terms, CloseLimits limits) {
        return reader.read(connection -> {
            FiscalPeriod period = period(connection, name, terms.calendar());
            Optional<PeriodClose> known = find(connection, period);
            if (known.isPresent() && known.get().closed()) {
                int bills = CloseStore.contents(connection, known.get().id())
                        .bills()
                        .size();
                return new Standing(
                        period, "closed", List.of(), bills, known.get().digest());
            }
            Draft draft = draft(connection, period, terms, limits);
            return new Standing(
                    period,
                    known.isPresent() ? "provisional" : "open",
                    draft.found().hindrances(),
                    draft.contents().bills().size(),
                    "");
        });
    }

    /**
     * Prepares the close of a period, in the place of an earlier preparation. From then on the period is provisional.
     *
     * @param by who does it
     * @throws ReportException in one line when the period is closed, another must be closed before, or something hinders it and no reason
     *     to force it is given
     */
    public Standing prepare(String name, Terms terms, CloseLimits limits, String by) {
        Draft draft = reader.read(connection -> {
            FiscalPeriod period = period(connection, name, terms.calendar());
            requireNext(connection, period, terms.calendar());
            return draft(connection, period, terms, limits);
        });
        if (!draft.found().hindrances().isEmpty() && limits.force() == null) {
            throw ReportException.state("period " + name + " cannot be closed: "
                    + String.join("; ", draft.found().hindrances()) + "; or force it with --force REASON");
        }
        return keep(draft, PeriodClose.State.PREPARED, terms, limits, by);
    }

    /**
     * Makes a period provisional whatever hinders its close, so that it can be accrued before the provider's bill and all else is in. Nobody
     * can approve that; prepare it for that.
     *
     * @throws ReportException in one line when the period is closed or prepared, or another must be closed before
     */
    public Standing provisional(String name, Terms terms, CloseLimits limits, String by) {
        Draft draft = reader.read(connection -> {
            FiscalPeriod period = period(connection, name, terms.calendar());
            requireNext(connection, period, terms.calendar());
            requireNotPrepared(connection, period);
            return draft(connection, period, terms, limits);
        });
        return keep(draft, PeriodClose.State.PROVISIONAL, terms, limits, by);
    }

    private Standing keep(Draft draft, PeriodClose.State state, Terms terms, CloseLimits limits, String by) {
        PeriodClose close = draft.close(state, limits, by, clock.instant().getEpochSecond());
        Rows.write(writer, connection -> {
            // Drafting takes seconds, in which another person may have closed it.
            requireNext(connection, draft.period(), terms.calendar());
            if (state == PeriodClose.State.PROVISIONAL) {
                requireNotPrepared(connection, draft.period());
            }
            for (PeriodClose other : CloseStore.all(connection)) {
                if (!other.closed()) {
                    CloseStore.delete(connection, other.id());
                }
            }
            CloseStore.insert(
                    connection,
                    close.kept(
                            Rows.nextId(connection, "period_close", "close_id"), CloseStore.nextGeneration(connection)),
                    draft.contents());
            return close;
        });
        return new Standing(
                draft.period(),
                "provisional",
                draft.found().hindrances(),
                draft.contents().bills().size(),
                "");
    }

    /**
     * Approves what another person prepared: the period is closed.
     *
     * @throws ReportException in one line when nothing is prepared, the same person prepared it, or it comes out otherwise now
     */
    public Standing approve(String name, Terms current, String by) {
        Approval approval = reader.read(connection -> {
            FiscalPeriod period = period(connection, name, current.calendar());
            PeriodClose prepared = find(connection, period)
                    .orElseThrow(() -> ReportException.state(
                            "period " + name + " is open; prepare its close with sublet close --prepare"));
            if (prepared.closed()) {
                throw ReportException.state("period " + name + " is closed already; correct it with sublet restate");
            }
            if (prepared.state() == PeriodClose.State.PROVISIONAL) {
                throw ReportException.state("period " + name
                        + " is provisional, but nobody prepared its close; do so with sublet close --prepare");
            }
            if (Persons.same(prepared.preparedBy(), by)) {
                throw ReportException.state(by + " prepared the close of " + name + "; another person must approve it");
            }
            int bills = requireSame(connection, prepared);
            return new Approval(period, prepared, FrozenRows.of(connection, prepared), bills, lastDigest(connection));
        });
        long nowS = clock.instant().getEpochSecond();
        PeriodClose closed = Rows.write(writer, connection -> {
            // Computing it again takes seconds, in which it may have been prepared anew, with other numbers.
            if (!CloseStore.all(connection).contains(approval.prepared())) {
                throw ReportException.state(
                        "the close of " + name + " was prepared anew meanwhile; look at it and approve it again");
            }
            PeriodClose approved = approval.prepared()
                    .approved(
                            by,
                            nowS,
                            CloseStore.nextGeneration(connection),
                            FrozenRows.digest(approval.days()),
                            approval.previous());
            CloseStore.approve(connection, approved, approval.days());
            return approved;
        });
        return new Standing(approval.period(), "closed", List.of(), approval.bills(), closed.digest());
    }

    private record Approval(
            FiscalPeriod period, PeriodClose prepared, List<FrozenRows.TableDay> days, int bills, String previous) {}

    private record Draft(
            FiscalPeriod period,
            Statement statement,
            CloseStore.Contents contents,
            Hindrances.Found found,
            int rulesVersion,
            ZoneId zone) {
        PeriodClose close(PeriodClose.State state, CloseLimits limits, String by, long nowS) {
            return new PeriodClose(
                    0,
                    statement.period(),
                    period.name(),
                    state,
                    zone,
                    statement.currency(),
                    rulesVersion,
                    by,
                    nowS,
                    null,
                    null,
                    found.recorded(limits.force()),
                    0,
                    new PeriodClose.Frozen(
                            LinesDigest.of(statement.lines()),
                            CloseStore.digest(contents.terms()),
                            CloseStore.digest(contents.owners()),
                            ""),
                    "",
                    "");
        }
    }

    private Draft draft(Connection connection, FiscalPeriod period, Terms terms, CloseLimits limits)
            throws SQLException {
        ZoneId zone = Allocation.billingZone(connection);
        Allocation.allowEmpty(connection);
        Statement statement = StatementComputation.on(connection, new Period(period.fromS(), period.toS()), terms);
        // Where nothing was watched no owner was asked for, and receipts could not tell them.
        List<CloseStore.Owned> owners = statement.clusters().isEmpty()
                ? List.of()
                : CloseStore.owners(
                        connection, "owner WHERE from_s < " + period.toS() + " AND to_s > " + period.fromS());
        return new Draft(
                period,
                statement,
                new CloseStore.Contents(terms.texts(), statement.lines(), owners, CountedBills.last(connection)),
                Hindrances.of(
                        connection, statement, terms, limits, clock.instant().getEpochSecond()),
                Rules.of(connection),
                zone);
    }

    /** One of the closes there are, as the ledger keeps it. */
    public record Listed(
            String period,
            Period covers,
            boolean closed,
            String currency,
            String preparedBy,
            long preparedAtS,
            @Nullable String approvedBy,
            @Nullable Long approvedAtS,
            @Nullable String forced,
            String digest) {}

    /** All periods that are provisional or closed, in their order. */
    public static List<Listed> list(LedgerReader reader) {
        return reader.read(connection -> CloseStore.all(connection).stream()
                .map(close -> new Listed(
                        close.name(),
                        close.period(),
                        close.closed(),
                        close.currency(),
                        close.preparedBy(),
                        close.preparedAtS(),
                        close.approvedBy(),
                        close.approvedAtS(),
                        close.forced(),
                        close.digest()))
                .toList());
    }

    /** The period of a name, which a close fixed for ever. */
    static FiscalPeriod period(Connection connection, String name, FiscalCalendar calendar) throws SQLException {
        ZoneId zone = Allocation.billingZone(connection);
        for (PeriodClose close : CloseStore.all(connection)) {
            if (close.closed() && !close.zone().getRules().equals(zone.getRules())) {
                throw new ReportException(
                        "the ledger's zone is " + zone + ", but " + close.name() + " was closed in " + close.zone()
                                + "; the zone is fixed at the first close",
                        2);
            }
            Optional<FiscalPeriod> now = calendar.at(close.period().fromS(), zone);
            if (close.closed()
                    && !now.equals(Optional.of(new FiscalPeriod(
                            close.name(), close.period().fromS(), close.period().toS())))) {
                throw new ReportException(
                        "the calendar" + (calendar.source().isEmpty() ? "" : " " + calendar.source())
                                + " has no period "
                                + close.name() + " of " + close.period()
                                + ", which is closed; closed periods keep their names and days",
                        2);
            }
        }
        return calendar.named(name, zone);
    }

    static Optional<PeriodClose> find(Connection connection, FiscalPeriod period) throws SQLException {
        return CloseStore.all(connection).stream()
                .filter(close -> close.period().fromS() == period.fromS()
                        && close.period().toS() == period.toS())
                .findFirst();
    }

    private static void requireNotPrepared(Connection connection, FiscalPeriod period) throws SQLException {
        Optional<PeriodClose> known = find(connection, period);
        if (known.isPresent() && known.get().state() == PeriodClose.State.PREPARED) {
            throw ReportException.state(known.get().preparedBy() + " prepared the close of " + period.name()
                    + ", so it is provisional already; approve it, or prepare it again");
        }
    }

    private static void requireNext(Connection connection, FiscalPeriod period, FiscalCalendar calendar)
            throws SQLException {
        ZoneId zone = Allocation.billingZone(connection);
        for (PeriodClose close : CloseStore.all(connection)) {
            if (close.closed() && close.period().toS() > period.fromS()) {
                throw ReportException.state("period " + period.name() + " is "
                        + (close.name().equals(period.name())
                                ? "closed already"
                                : "before " + close.name() + ", which is closed")
                        + "; correct it with sublet restate or sublet adjust");
            }
        }
        Optional<PeriodClose> last =
                CloseStore.all(connection).stream().filter(PeriodClose::closed).reduce((earlier, later) -> later);
        if (last.isPresent() && last.get().period().toS() != period.fromS()) {
            throw ReportException.state(
                    "the last closed period is " + last.get().name() + "; close "
                            + calendar.at(last.get().period().toS(), zone)
                                    .map(FiscalPeriod::name)
                                    .orElse("the one behind it")
                            + " before " + period.name());
        }
    }

    /** Gives how many bills it rests on. */
    private static int requireSame(Connection connection, PeriodClose prepared) throws SQLException {
        CloseStore.Contents contents = CloseStore.contents(connection, prepared.id());
        Rules.use(connection, prepared.rulesVersion());
        Statement again =
                StatementComputation.on(connection, prepared.period(), CloseStore.terms(connection, contents.terms()));
        if (!LinesDigest.of(again.lines()).equals(prepared.frozen().lines())
                || !LinesDigest.of(contents.lines()).equals(prepared.frozen().lines())
                || !CountedBills.last(connection).equals(contents.bills())) {
            throw ReportException.state("the ledger changed since " + prepared.preparedBy() + " prepared the close of "
                    + prepared.name() + "; prepare it again");
        }
        return contents.bills().size();
    }

    private static String lastDigest(Connection connection) throws SQLException {
        return CloseStore.all(connection).stream()
                .filter(PeriodClose::closed)
                .reduce((earlier, later) -> later)
                .map(PeriodClose::digest)
                .orElse("");
    }
}
