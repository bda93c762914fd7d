package dev.sublet.reporter.explain;

import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Words;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;

/** A row of a bill that stands for some seconds of a thing's hour: from one of the row's seconds to another. */
record BillRow(
        String name,
        String provider,
        String resource,
        long fromS,
        long toS,
        BigInteger attos,
        BigInteger beforeAttos,
        BigInteger wholeS,
        BigInteger fromSecond,
        BigInteger toSecond) {
    private static final BigInteger NANO = BigInteger.TEN.pow(9);

    static List<BillRow> of(Ground ground, long hourS, String kind, long key) throws SQLException {
        return Query.read(
                ground.connection(),
                SqlFile.read(BillRow.class, "billed.sql"),
                List.of(hourS, kind, kind, key, key, kind),
                row -> new BillRow(
                        row.getString("name"),
                        row.getString("provider"),
                        row.getString("resource_key"),
                        row.getLong("row_from_s"),
                        row.getLong("row_to_s"),
                        Query.whole(row, "attos"),
                        Query.whole(row, "before_attos"),
                        Query.whole(row, "whole_s"),
                        Query.whole(row, "from_second"),
                        Query.whole(row, "to_second")));
    }

    /** What bills say that the hour cost, with the steps. */
    static BigInteger total(List<BillRow> rows, Steps steps) {
        BigInteger total = BigInteger.ZERO;
        for (int number = 1; number <= rows.size(); number++) {
            BillRow row = rows.get(number - 1);
            String key = "bill" + number;
            steps.fact(
                    key,
                    "bill " + row.name,
                    row.resource,
                    row.provider + ", row of " + Words.time(row.fromS) + " to " + Words.time(row.toS));
            steps.add(key + "Attos", "its effective cost, in 10^-18", row.attos);
            steps.add(key + "Before", "of earlier rows of the resource, in 10^-18", row.beforeAttos);
            steps.add(key + "Seconds", "seconds that the row stands for", row.wholeS);
            steps.add(key + "From", "of which before this hour's", row.fromSecond);
            steps.add(key + "To", "of which up to this hour's end", row.toSecond);
            total = total.add(
                    steps.add(
                            key + "Nanos",
                            "by the bill, in nanos",
                            row.bound(row.toSecond).subtract(row.bound(row.fromSecond)),
                            "(Before x Seconds + Attos x To) // (Seconds x 10^9) - (Before x Seconds + Attos x From) // (Seconds x 10^9)"));
        }
        return total;
    }

    /** Truncated towards zero, as the allocation's SQL divides. */
    private BigInteger bound(BigInteger second) {
        return beforeAttos.multiply(wholeS).add(attos.multiply(second)).divide(wholeS.multiply(NANO));
    }
}
