package dev.sublet.reporter.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.support.RandomFleet;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.verify.Check;
import dev.sublet.reporter.verify.CommitmentChecks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Random price books with every section, and random bills, over random fleets: lines sum to what everything costs, computed another way. */
class PricesPropertyTest {
    private static final long FROM_S = Instant.parse("2026-10-31T21:00:00Z").getEpochSecond();
    private static final long END_S = FROM_S + RandomFleet.HOURS * 3600;

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of("UTC", "Europe/Berlin", "Asia/Kathmandu");
    }

    @Property(tries = 16, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void lines_sum_to_all_cost_with_any_discounts_fixed_costs_commitments_and_bills(
            @ForAll long seed, @ForAll("zones") String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        Random random = new Random(seed);
        try (HandLedger ledger = HandLedger.ofTwoThreads()) {
            List<BillingHours.Hour> lived = RandomFleet.put(ledger, seed, zone, FROM_S);
            ledger.sql("UPDATE node_span SET provider_id = 'aws:///z-a/i-' || replace(node, '-', ''), region = 'r'"
                    + " || (span_id % 2), zone = 'z-a', gpu_model = 'm', spot = span_id % 3 = 0");
            bills(ledger, random);
            Terms terms = Terms.parse(
                    new TermsTexts(Map.of(
                            TermsFile.PRICES,
                            new NamedText("prices.yaml", book(random)),
                            TermsFile.SPOT_PRICES,
                            new NamedText("spot.csv", spot(random)))),
                    zone);
            Period whole =
                    new Period(lived.get(0).fromS(), lived.get(lived.size() - 1).toS());
            Period part = new Period(lived.get(1).fromS(), lived.get(3).toS());
            for (Period period : List.of(whole, part)) {
                Statement statement = ledger.read(connection -> {
                    Statement made = StatementComputation.on(connection, period, terms);
                    commitmentsAreProven(connection, terms, made);
                    return made;
                });
                assertEquals(
                        BigInteger.ZERO, statement.reconciliation().differenceNanos(), () -> period + " " + statement);
                assertFalse(statement.lines().isEmpty());
            }
        }
    }

    /** By a computation of its own, which finds a part that is off by one in 10¹². */
    private static void commitmentsAreProven(Connection connection, Terms terms, Statement made) throws SQLException {
        for (Check check : CommitmentChecks.on(connection, "x", terms)) {
            assertTrue(check.ok(), () -> check.detail() + " " + made);
        }
        try (java.sql.Statement change = connection.createStatement()) {
            for (String wrong : List.of(
                    "UPDATE committed SET left_part = left_part + 1 WHERE rowid = (SELECT max(rowid) FROM committed)",
                    "UPDATE commitment_hour SET wanted = wanted + 1 WHERE rowid = (SELECT max(rowid) FROM commitment_hour)")) {
                if (change.executeUpdate(wrong) > 0) {
                    assertFalse(
                            CommitmentChecks.on(connection, "x", terms).get(0).ok(), wrong);
                }
            }
        }
    }

    private static String at(Random random) {
        return Instant.ofEpochSecond(FROM_S + random.nextInt(RandomFleet.HOURS * 3600))
                .toString();
    }

    private static String amount(Random random) {
        return new BigDecimal(BigInteger.valueOf(random.nextLong(3_000_000_000_000L)), 12).toPlainString();
    }

    private static String book(Random random) {
        StringBuilder yaml = new StringBuilder("currency: USD\nspotPrices: spot.csv\n");
        yaml.append("exchangeRates: [{currency: EUR, rate: 1.0837, to: ")
                .append(at(random))
                .append("}]\n");
        yaml.append(
                        "nodes:\n  - {instanceType: t0, perHour: 0.192}\n  - {instanceType: t1, perHour: 7.000000000000000001}\n")
                .append("  - {instanceType: t0, perHour: ")
                .append(amount(random))
                .append(", region: r1}\n")
                .append("  - {instanceType: t1, perHour: ")
                .append(amount(random))
                .append(", spot: true}\n")
                .append("  - {instanceType: t0, perHour: ")
                .append(amount(random))
                .append(", spot: true}\n");
        if (random.nextBoolean()) {
            yaml.append("gpus:\n  - {model: m, perHour: ")
                    .append(random.nextBoolean() ? "0" : amount(random))
                    .append("}\n");
        }
        yaml.append("network: {class: any, direction: both, perGiB: ")
                .append(amount(random))
                .append("}\n");
        yaml.append("discounts:\n  - {percent: ")
                .append(random.nextInt(100))
                .append(".25, from: ")
                .append(at(random))
                .append("}\n")
                .append("  - {percent: 7, on: [gpu, cpu], instanceType: t1}\n");
        yaml.append("fixed:\n  - {name: control plane, perHour: 0.1}\n  - {name: nat, per: fleet, perMonth: 32.85}\n")
                .append("  - {name: licence, per: node, instanceType: t1, perMonth: ")
                .append(amount(random))
                .append("}\n")
                .append("  - {name: disks, per: node, perHour: ")
                .append(amount(random))
                .append(", from: ")
                .append(at(random))
                .append("}\n");
        yaml.append("commitments:\n  - {name: reserved, instanceType: t1, count: ")
                .append(random.nextInt(4))
                .append(", perHour: 3.1}\n")
                .append("  - {name: later, instanceType: t*, count: 1, perHour: 0.11, from: ")
                .append(at(random))
                .append("}\n")
                .append("  - {name: plan, spendPerHour: ")
                .append(amount(random))
                .append(", percent: 28.5}\n");
        return yaml.append("bills: {charge: [\"S3*\"]}\n").toString();
    }

    private static String spot(Random random) {
        StringBuilder csv = new StringBuilder("instanceType,zone,time,price\n");
        for (int i = 0; i < 6; i++) {
            csv.append("t0,")
                    .append(i % 2 == 0 ? "z-a" : "")
                    .append(',')
                    .append(at(random))
                    .append(',')
                    .append(amount(random))
                    .append('\n');
        }
        return csv.toString();
    }

    private static void bills(HandLedger ledger, Random random) {
        if (random.nextInt(4) == 0) {
            return;
        }
        ledger.sql("INSERT INTO bill VALUES (1, 'b', 'AWS', 'a', 'USD', " + (FROM_S - 36_000) + ", " + END_S
                + ", 1, 0, 0, 0, 'd', 0)");
        for (String node : List.of("c0n0", "c0n1", "c1n0", "nobody")) {
            long atS = FROM_S - 7200;
            while (atS < END_S) {
                long toS = atS + (random.nextInt(3) == 0 ? 7_200 : 3_600);
                if (random.nextInt(4) > 0) {
                    row(ledger, atS, toS, "usage", "EC2", "'i-" + node + "'", amount(random));
                    row(ledger, atS, toS, "usage", "EC2", "'i-" + node + "'", amount(random));
                }
                atS = toS;
            }
        }
        row(ledger, FROM_S - 36_000, END_S, "tax", "EC2", "NULL", "17.123456789123456789");
        row(ledger, FROM_S - 36_000, END_S, "credit", "EC2", "NULL", "-3.000000000000000001");
        row(ledger, FROM_S + 1800, END_S - 1800, "unused-commitment", "EC2", "NULL", amount(random));
        row(ledger, FROM_S, END_S, "usage", "S3 of all", "NULL", amount(random));
        row(ledger, FROM_S, END_S, "usage", "SQS", "NULL", amount(random));
    }

    private static void row(
            HandLedger ledger, long fromS, long toS, String rowClass, String service, String key, String effective) {
        ledger.sql("INSERT INTO bill_row VALUES (1, " + fromS + ", " + toS + ", '" + rowClass + "', 'Usage', '"
                + service + "', NULL, NULL, " + key + ", NULL, 1, 0, '" + effective + "', 0)");
    }
}
