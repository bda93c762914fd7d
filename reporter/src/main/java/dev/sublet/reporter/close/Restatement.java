package dev.sublet.reporter.close;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.bill.DraftBills;
import dev.sublet.reporter.calendar.FiscalPeriod;
import dev.sublet.reporter.owner.Owners;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes a closed period again with what is known now, and books the difference in the first period behind it that is open. Inputs are
 * swapped one after the other, in the order of {@link #CAUSES}: each cause is what its swap changed, so that causes sum to the
 * difference exactly. What was booked for a cause before is not booked again. Thread-safe.
 */
public final class Restatement {
    /** What may have turned out otherwise: rows that came late, then terms, then what providers billed in the end. */
    public static final List<String> CAUSES = List.of("usage", "price", "owner", "policy", "bill");

    private static final String BILL = "bill";
    private static final Set<String> FROZEN_OWNERS = Set.of("usage", "price");

    private static final Map<String, Set<String>> FILES = Map.of(
            "price", Set.of("prices", "spot-prices"),
            "owner", Set.of("owners", "cost-centers"),
            "policy", Set.of("policies"));
    /** Periods without an end would be asked for one after the other. */
    private static final int PERIODS_MAX = 1_000;

    private final LedgerReader reader;
    private final LedgerWriter writer;
    private final Clock clock;

    public Restatement(LedgerReader reader, LedgerWriter writer, Clock clock) {
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
    }

    /** Who pays for what: what a correction is told apart by. */
    public record Place(
            String costCenter,
            @Nullable String team,
            String cluster,
            @Nullable String vcluster,
            @Nullable String vclusterNamespace,
            @Nullable String vclusterUid) {
        static Place of(StatementLine line) {
            return new Place(
                    line.costCenter(),
                    line.team(),
                    line.cluster(),
                    line.vcluster(),
                    line.vclusterNamespace(),
                    line.vclusterUid());
        }
    }

    /** A difference of one place by one cause, in 10⁻⁹ of the currency; never 0. */
    public record Delta(String cause, Place place, BigInteger amountNanos) {}

    /**
     * What came out.
     *
     * @param bookedIn the name of the open period that the deltas go to
     * @param lastBooking the last booking that was known, 0 for none
     */
    public record Restated(String name, String bookedIn, String currency, List<Delta> deltas, long lastBooking) {}

    /**
     * Computes a closed period again; changes nothing.
     *
     * @param now what statements are made with now; a file that is missing is taken as it was frozen
     * @throws ReportException in one line when the period is not closed, or it cannot be computed
     */
    public Restated preview(String name, TermsTexts now) {
        return preview(name, now, DraftBills.none());
    }

    /** Likewise, with bills that the ledger does not keep. */
    public Restated preview(String name, TermsTexts now, DraftBills late) {
        Basis basis = reader.read(connection -> basis(connection, name, now));
        List<Delta> deltas = new ArrayList<>();
        Map<Place, BigInteger> before = sums(basis.frozen().lines());
        TermsTexts texts = basis.frozen().terms();
        for (String cause : CAUSES) {
            TermsTexts swapped = swap(cause, texts, now);
            boolean changed =
                    !swapped.equals(texts) || (cause.equals(BILL) && (!late.isEmpty() || basis.billsChanged()));
            Map<Place, BigInteger> after = before;
            if (FROZEN_OWNERS.contains(cause) || cause.equals("owner") || changed) {
                after = reader.read(connection -> again(connection, basis.close(), cause, swapped, late));
            }
            minus(minus(after, before), basis.booked().getOrDefault(cause, Map.of()))
                    .forEach((place, amount) -> {
                        if (amount.signum() != 0) {
                            deltas.add(new Delta(cause, place, amount));
                        }
                    });
            before = after;
            texts = swapped;
        }
        return new Restated(
                name, basis.open().name(), basis.close().currency(), List.copyOf(deltas), basis.lastBooking());
    }

    /** One step of the ladder: owners and bills are those of the close until it is their turn. */
    private static Map<Place, BigInteger> again(
            Connection connection, PeriodClose close, String cause, TermsTexts swapped, DraftBills late)
            throws SQLException {
        // A rule that came since is none of the causes.
        Rules.use(connection, close.rulesVersion());
        Terms parsed = CloseStore.terms(connection, swapped);
        if (cause.equals(BILL)) {
            late.putInto(connection);
        } else {
            CountedBills.ofClose(connection, close.id());
        }
        Terms terms = FROZEN_OWNERS.contains(cause) ? parsed.withOwners(Owners.ofClose(close.id())) : parsed;
        return sums(StatementComputation.on(connection, close.period(), terms).lines());
    }

    /** Computes a closed period again and books the difference. Errors as for {@link #preview}. */
    public Restated book(String name, TermsTexts now, String by) {
        return book(name, now, by, preview(name, now));
    }

    /** Books what a preview found, with nothing changed since; bills that it tried out must be kept by now. */
    public Restated book(String name, TermsTexts now, String by, Restated restated) {
        if (restated.deltas().isEmpty()) {
            return restated;
        }
        long nowS = clock.instant().getEpochSecond();
        Rows.write(writer, connection -> {
            Basis basis = basis(connection, name, now);
            // Finding it out takes seconds, in which another may have booked the same, or closed the month that it was
            // to go to.
            if (basis.lastBooking() != restated.lastBooking()
                    || !basis.open().name().equals(restated.bookedIn())) {
                throw ReportException.state("something was booked or closed while " + name
                        + " was computed again, so nothing was booked; restate it again");
            }
            long id = Rows.nextId(connection, "booking", "booking_id");
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (Delta delta : restated.deltas()) {
                Place place = delta.place();
                rows.add(CloseStore.row(
                        id++,
                        "correction",
                        basis.open().fromS(),
                        basis.close().period().fromS(),
                        basis.close().period().toS(),
                        delta.cause(),
                        place.costCenter(),
                        place.team(),
                        place.cluster(),
                        place.vcluster(),
                        place.vclusterNamespace(),
                        place.vclusterUid(),
                        "correction of " + name,
                        new BigDecimal(delta.amountNanos()),
                        by,
                        nowS));
            }
            Rows.insert(connection, "booking", rows);
            return id;
        });
        return restated;
    }

    private record Basis(
            PeriodClose close,
            CloseStore.Contents frozen,
            FiscalPeriod open,
            Map<String, Map<Place, BigInteger>> booked,
            boolean billsChanged,
            long lastBooking) {}

    private static Basis basis(Connection connection, String name, TermsTexts now) throws SQLException {
        // The calendar alone: all else of now is read where it is swapped in.
        FiscalPeriod period = Closing.period(connection, name, Terms.calendar(now));
        PeriodClose close = Closing.find(connection, period)
                .filter(PeriodClose::closed)
                .orElseThrow(() -> ReportException.state(
                        "period " + name + " is not closed; its statement is made with what is known now anyway"));
        CloseStore.Contents frozen = CloseStore.contents(connection, close.id());
        List<Long> bills = Rows.read(
                connection,
                "SELECT bill_id FROM bill WHERE from_s < " + period.toS() + " AND to_s > " + period.fromS()
                        + " AND bill_id NOT IN (SELECT bill_id FROM bill_replaced) ORDER BY bill_id",
                row -> row.getLong(1));
        return new Basis(
                close,
                frozen,
                firstOpen(connection, close, now),
                booked(connection, close.period()),
                !bills.equals(frozen.bills()),
                Rows.nextId(connection, "booking", "booking_id") - 1);
    }

    /** The first period behind a closed one that is not closed itself. */
    private static FiscalPeriod firstOpen(Connection connection, PeriodClose close, TermsTexts now)
            throws SQLException {
        ZoneId zone = Allocation.billingZone(connection);
        long atS = close.period().toS();
        for (int i = 0; i < PERIODS_MAX; i++) {
            Optional<FiscalPeriod> next = Terms.calendar(now).at(atS, zone);
            if (next.isEmpty()) {
                break;
            }
            if (Closing.find(connection, next.get()).filter(PeriodClose::closed).isEmpty()) {
                return next.get();
            }
            atS = next.get().toS();
        }
        throw new ReportException(
                "the calendar has no open period behind " + close.name()
                        + "; add one, so that corrections have a place",
                2);
    }

    private static Map<String, Map<Place, BigInteger>> booked(Connection connection, Period period)
            throws SQLException {
        Map<String, Map<Place, BigInteger>> booked = new TreeMap<>();
        for (Delta delta : Rows.read(
                connection,
                "SELECT * FROM booking WHERE kind = 'correction' AND about_from_s = " + period.fromS()
                        + " AND about_to_s = " + period.toS(),
                row -> new Delta(
                        row.getString("cause"),
                        new Place(
                                row.getString("cost_center"),
                                row.getString("team"),
                                row.getString("cluster"),
                                row.getString("vcluster"),
                                row.getString("vcluster_namespace"),
                                row.getString("vcluster_uid")),
                        row.getBigDecimal("amount_nanos").toBigIntegerExact()))) {
            booked.computeIfAbsent(delta.cause(), cause -> new java.util.HashMap<>())
                    .merge(delta.place(), delta.amountNanos(), BigInteger::add);
        }
        return booked;
    }

    /** The texts with those files as they are now that a cause is about; what no other cause is about is a bill. */
    private static TermsTexts swap(String cause, TermsTexts texts, TermsTexts now) {
        Map<TermsFile, NamedText> swapped = new EnumMap<>(TermsFile.class);
        for (TermsFile file : TermsFile.values()) {
            boolean named = FILES.values().stream().anyMatch(files -> files.contains(file.option()));
            boolean concerned = named
                    ? FILES.getOrDefault(cause, Set.of()).contains(file.option())
                    : cause.equals(BILL) && file != TermsFile.CALENDAR;
            Optional<NamedText> text = concerned && now.of(file).isPresent() ? now.of(file) : texts.of(file);
            text.ifPresent(each -> swapped.put(file, each));
        }
        return new TermsTexts(swapped);
    }

    private static Map<Place, BigInteger> sums(List<StatementLine> lines) {
        Map<Place, BigInteger> sums = places();
        lines.forEach(line -> sums.merge(Place.of(line), line.amountNanos(), BigInteger::add));
        return sums;
    }

    private static Map<Place, BigInteger> minus(Map<Place, BigInteger> amounts, Map<Place, BigInteger> others) {
        Map<Place, BigInteger> difference = places();
        difference.putAll(amounts);
        others.forEach((place, amount) -> difference.merge(place, amount.negate(), BigInteger::add));
        return difference;
    }

    /** In one order, whatever order the amounts come in. */
    private static Map<Place, BigInteger> places() {
        return new TreeMap<>(java.util.Comparator.comparing(Place::toString));
    }
}
