package dev.sublet.reporter.explain;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.reporter.absence.RetiredException;
import dev.sublet.reporter.close.CloseLimits;
import dev.sublet.reporter.close.Closing;
import dev.sublet.reporter.close.November;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A closed month explained and compared after more became known, and after its hours went. */
class ClosedBridgeTest {
    private static final Period NOVEMBER = new Period(T0, November.DECEMBER);
    private static final Period DECEMBER = new Period(November.DECEMBER, November.JANUARY);
    private static final Terms TERMS = Terms.parse(November.terms(November.prices("0.21"), November.OWNERS));
    private static final Terms DEARER = Terms.parse(November.terms(November.prices("0.25"), November.OWNERS));

    private final HandLedger ledger = November.ledger();
    private final Map<String, BigInteger> closed = new TreeMap<>();

    @BeforeEach
    void closeNovember() {
        Clock clock = November.clock("2026-12-03T09:00:00Z");
        Closing closing = new Closing(ledger, ledger, clock);
        closing.prepare("2026-11", TERMS, CloseLimits.standard(), "ada");
        closing.approve("2026-11", TERMS, "bob");
        Statement november = Statements.preview(ledger, NOVEMBER, TERMS);
        november.totals().forEach(total -> closed.put(total.costCenter(), total.amountNanos()));
        // Late usage, and a price that nobody knew then.
        ledger.sql("UPDATE usage_final SET cpu_core_ms = cpu_core_ms + 3600000 WHERE span_id = 3");
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    private Bridge bridge() {
        return ledger.read(connection -> Bridges.of(
                connection, new Bridges.Asked(DECEMBER, "2026-12", NOVEMBER, "2026-11", null, false), DEARER));
    }

    @Test
    void the_bridge_goes_from_what_was_closed_to_what_is_known_now_and_its_parts_sum_to_the_difference() {
        Bridge bridge = bridge();

        Map<String, BigInteger> before = new TreeMap<>();
        Map<String, BigInteger> now = new TreeMap<>();
        for (Bridge.Span span : bridge.spans()) {
            before.put(String.valueOf(span.costCenter()), span.nanosBefore());
            now.put(String.valueOf(span.costCenter()), span.nanosNow());
            assertEquals(
                    span.differenceNanos(),
                    span.changes().stream().map(Bridge.Change::nanos).reduce(BigInteger.ZERO, BigInteger::add));
        }
        assertEquals(closed, before);
        Map<String, BigInteger> december = new TreeMap<>();
        Statements.preview(ledger, DECEMBER, DEARER)
                .totals()
                .forEach(total -> december.put(total.costCenter(), total.amountNanos()));
        assertEquals(december, now);
        assertEquals(List.of("2026-11 is closed: it is compared as it was frozen"), bridge.notes());
    }

    @Test
    void a_closed_month_is_explained_as_it_was_closed() {
        Explanation whole = ledger.read(connection -> Explainer.of(connection, NOVEMBER, DEARER, Map.of()));

        assertEquals(closed.values().stream().reduce(BigInteger.ZERO, BigInteger::add), whole.amountNanos());
    }

    @Test
    void once_its_hours_are_retired_that_is_said_in_one_line() {
        ledger.sql("INSERT INTO retired VALUES ('usage_hour', 'c', " + T0 + ", " + November.DECEMBER + ", 2160, "
                + November.JANUARY + ")");

        assertEquals(
                "no usage is kept of cluster c-name for 2026-11-01T00:00:00Z to 2026-12-01T00:00:00Z (retired on"
                        + " 2027-01-01T00:00:00Z); ask for a time outside of it",
                assertThrows(RetiredException.class, this::bridge).getMessage());
    }
}
