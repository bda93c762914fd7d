package dev.sublet.reporter.explain;

import dev.sublet.reporter.sql.SqlFile;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;

/** What a pod's bytes cost in an hour. Stateless. */
final class NetworkHour {
    private static final BigInteger GIB = BigInteger.valueOf(1L << 30).multiply(BigInteger.TEN.pow(9));

    private NetworkHour() {}

    private record Way(String way, BigInteger bytes, BigInteger rate) {}

    static Working working(Ground ground, Amount amount) throws SQLException {
        List<Way> ways = Query.read(
                ground.connection(),
                SqlFile.read(NetworkHour.class, "network.sql"),
                List.of(amount.hourS(), amount.thingKey()),
                row -> new Way(row.getString("way"), Query.whole(row, "bytes"), Query.whole(row, "rate")));
        Steps steps = new Steps();
        BigInteger due = BigInteger.ZERO;
        int n = 0;
        for (Way way : ways) {
            n++;
            BigInteger bytes = steps.add("bytes" + n, "bytes " + way.way(), way.bytes());
            BigInteger rate = steps.add(
                    "rate" + n,
                    "price of a GiB, in 10^-18",
                    way.rate(),
                    ground.terms().prices().source() + ", network, any");
            due = due.add(bytes.multiply(rate));
        }
        BigInteger cost = steps.add(
                "cost",
                "cost, in nanos",
                due.add(GIB.shiftRight(1)).divide(GIB),
                "(sum of bytes x rate + " + GIB.shiftRight(1) + ") // " + GIB);
        return steps.working(amount, OwnerSplit.of(ground, amount, cost, steps));
    }
}
