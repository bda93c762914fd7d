package dev.sublet.reporter.explain;

import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Words;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** A correction of a closed period, or an adjustment by hand. Stateless. */
final class Booked {
    private Booked() {}

    static Working working(Ground ground, Amount amount) throws SQLException {
        Steps steps = new Steps();
        List<BigInteger> bookings = Query.read(
                ground.connection(),
                SqlFile.read(Booked.class, "booked.sql"),
                Arrays.asList(
                        amount.dayS(),
                        amount.charge(),
                        amount.costCenter(),
                        amount.team(),
                        amount.cluster(),
                        amount.vclusterUid(),
                        amount.policy(),
                        amount.source()),
                row -> booking(row, steps));
        BigInteger sum = bookings.stream().reduce(BigInteger.ZERO, BigInteger::add);
        return steps.working(
                amount, steps.add("amount", "amount, in nanos", sum, "sum of " + bookings.size() + " bookings"));
    }

    private static BigInteger booking(ResultSet row, Steps steps) throws SQLException {
        String key = "booking" + row.getLong("booking_id");
        steps.fact(key, "booking", row.getLong("booking_id"), row.getString("reason"));
        long aboutFromS = row.getLong("about_from_s");
        if (!row.wasNull()) {
            String name = row.getString("about");
            steps.fact(
                    key + "Period",
                    "about",
                    name == null ? Words.time(aboutFromS) + " to " + Words.time(row.getLong("about_to_s")) : name,
                    "a closed period");
        }
        String cause = row.getString("cause");
        if (cause != null) {
            steps.fact(key + "Cause", "cause", cause);
        }
        steps.fact(
                key + "By",
                "booked by",
                row.getString("booked_by"),
                "at " + Words.time(row.getLong("booked_at_s")) + ", on the day of " + Words.time(row.getLong("day_s")));
        return steps.add(key + "Nanos", "booked, in nanos", Query.whole(row, "nanos"));
    }
}
