package dev.sublet.reporter.support;

import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** What the reporter's tests share: a first second, units, and sums that read well in an assertion. */
public final class Fixture {
    public static final long T0 = Instant.parse("2026-11-01T00:00:00Z").getEpochSecond();
    public static final long HOUR = 3600;
    public static final long GIB = 1 << 20;
    public static final BigInteger DOLLAR = BigInteger.TEN.pow(9);

    private Fixture() {}

    public static Period hours(long count) {
        return new Period(T0, T0 + count * HOUR);
    }

    public static Terms book(String... yaml) {
        return Terms.of(PriceBook.parse("currency: USD\n" + String.join("\n", yaml), "prices.yaml"));
    }

    /** A price book with its currency, and policies. */
    public static Terms terms(String prices, String policies) {
        return Terms.parse(new TermsTexts(Map.of(
                TermsFile.PRICES,
                new NamedText("prices.yaml", prices),
                TermsFile.POLICIES,
                new NamedText("policies.yaml", policies))));
    }

    /** Makes and stores a statement. */
    public static Statement make(HandLedger ledger, long hours, String... yaml) {
        Clock clock = Clock.fixed(Instant.parse("2026-12-01T08:00:00Z"), ZoneOffset.UTC);
        return new Statements(ledger, ledger, clock).make(hours(hours), book(yaml));
    }

    /** Amounts in nanos by cost center, class and resource. */
    public static Map<String, BigInteger> sums(Statement statement) {
        Map<String, BigInteger> sums = new TreeMap<>();
        for (StatementLine line : statement.lines()) {
            sums.merge(
                    line.costCenter() + " " + line.podClass() + " " + line.resource(),
                    line.amountNanos(),
                    BigInteger::add);
        }
        return sums;
    }
}
