package dev.sublet.reporter.explain;

import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Words;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What costs by time alone in a day: a fixed cost, a line of a bill, or what a commitment left unused. Stateless. */
final class FixedDay {
    private FixedDay() {}

    static Working working(Ground ground, Amount amount) throws SQLException {
        List<Long> where = List.of(amount.dayS(), amount.thingKey());
        Steps steps = new Steps();
        steps.fact(
                "name",
                "what it is",
                amount.title(),
                amount.pricing().equals("billed")
                        ? "a line of a bill"
                        : ground.terms().prices().source());
        Query.read(ground.connection(), SqlFile.read(FixedDay.class, "fixed.sql"), where, row -> fixed(row, steps));
        Query.read(
                ground.connection(),
                SqlFile.read(FixedDay.class, "committed.sql"),
                where,
                row -> committed(row, steps));
        if (amount.quantity().signum() > 0) {
            steps.add("seconds", "seconds of it in this day", amount.quantity());
        }
        return steps.working(
                amount,
                steps.add(
                        "amount",
                        "amount of the day, in nanos",
                        amount.amountNanos(),
                        "total x seconds up to the day's end // all seconds, less the same up to its start; of the fleet evenly by"
                                + " cluster; "
                                + amount.costCenter() + " pays until a policy hands it on"));
    }

    private static boolean fixed(ResultSet row, Steps steps) throws SQLException {
        steps.add(
                "total",
                "total for each " + row.getString("per") + ", in 10^-18",
                Query.whole(row, "total_attos"),
                row.getString("name"));
        steps.add(
                "allSeconds",
                "spread over all seconds",
                Query.whole(row, "base_to_s").subtract(Query.whole(row, "base_from_s")),
                Words.time(row.getLong("base_from_s")) + " to " + Words.time(row.getLong("base_to_s")));
        return true;
    }

    private static boolean committed(ResultSet row, Steps steps) throws SQLException {
        boolean nodes = Query.whole(row, "count").signum() > 0;
        String unit = nodes ? ", in microseconds of a node" : ", in nanos x seconds";
        BigInteger bought = steps.add(
                "bought",
                "bought in " + row.getLong("hours") + " hours" + unit,
                Query.whole(row, "bought"),
                row.getString("name"));
        BigInteger used = steps.add("used", "of which nodes used", Query.whole(row, "used"));
        steps.add("price", "price an hour, in 10^-18", Query.whole(row, "rate_attos"));
        steps.add("unused", "unused", bought.subtract(used), "bought - used; each hour is rounded by itself");
        return true;
    }
}
