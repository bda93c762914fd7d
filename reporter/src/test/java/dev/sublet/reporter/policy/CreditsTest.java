package dev.sublet.reporter.policy;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.bill.Bills;
import dev.sublet.reporter.close.Billed;
import dev.sublet.reporter.close.November;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.Fixture;
import dev.sublet.reporter.support.HandLedger;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** November, of which the provider's bill gives more credit than the platform's own things cost. */
class CreditsTest {
    private static final Period NOVEMBER = new Period(T0, November.DECEMBER);

    @TempDir
    private Path folder = Path.of("");

    private final HandLedger ledger = Billed.ledger();

    @AfterEach
    void close() {
        ledger.close();
    }

    private Statement statement(String policies) throws IOException {
        String credit = "-500,acct,USD,2026-12-01T00:00:00Z,2026-11-01T00:00:00Z,Credit,2026-12-01T00:00:00Z,"
                + "2026-11-01T00:00:00Z,-500,-500,AWS,,Credits\n";
        Path file = Files.writeString(folder.resolve("credit.csv"), Billed.HEADER + credit);
        new Bills(ledger, ledger, November.clock("2026-12-03T09:00:00Z")).take(List.of(file), null);
        return Statements.preview(ledger, NOVEMBER, Fixture.terms(November.prices("0.21"), policies));
    }

    private static BigInteger sum(Statement statement, String charge) {
        return statement.lines().stream()
                .filter(line -> line.charge().equals(charge))
                .map(StatementLine::amountNanos)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private void addsUp(String rule) throws IOException {
        Statement statement = statement(rule);
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos(), rule);
        statement.lines().stream()
                .filter(line -> line.charge().equals("shared"))
                .forEach(line -> assertTrue(line.amountNanos().signum() >= 0, () -> rule + line));
    }

    @Test
    void a_credit_larger_than_the_cost_beside_it_takes_no_part_in_sharing_by_cost() throws IOException {
        addsUp("rules: [{name: r, share: {class: idle}, method: proportional}]");
    }

    @Test
    void a_credit_larger_than_the_cost_beside_it_takes_no_part_in_sharing_by_all_cost_of_the_fleet()
            throws IOException {
        addsUp("rules: [{name: r, share: {class: idle}, method: proportional, by: total-cost, within: fleet}]");
    }

    @Test
    void what_is_shared_by_quantity_is_not_lost_where_credits_exceed_the_cost() throws IOException {
        addsUp("rules: [{name: r, share: {class: idle}, method: proportional, by: cpu}]");
    }

    @Test
    void what_is_shared_evenly_is_not_lost_where_credits_exceed_the_cost() throws IOException {
        addsUp("rules: [{name: r, share: {class: idle}, method: even, unit: cost-center}]");
    }

    @Test
    void what_is_shared_by_written_parts_is_not_lost_where_credits_exceed_the_cost() throws IOException {
        addsUp("rules: [{name: r, share: {class: idle}, method: fixed, parts: {platform: 50, suspense: 50}}]");
    }

    @Test
    void who_is_credited_more_than_it_cost_still_pays_its_fee() throws IOException {
        Statement statement = statement(
                "fees: [{name: f, perMonth: 30, per: cost-center, among: {costCenter: platform}, income: bank}]");
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
        assertEquals(BigInteger.ZERO, sum(statement, "fee"));
        assertEquals(
                Fixture.DOLLAR.multiply(BigInteger.valueOf(-30)),
                statement.lines().stream()
                        .filter(line ->
                                line.charge().equals("fee") && line.costCenter().equals("bank"))
                        .map(StatementLine::amountNanos)
                        .reduce(BigInteger.ZERO, BigInteger::add));
    }
}
