package dev.sublet.reporter.explain;

import dev.sublet.reporter.sql.SqlFile;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** An amount that a policy handed on in a day, or kept. Stateless. */
final class HandedOn {
    private HandedOn() {}

    static Working working(Ground ground, Amount amount) throws SQLException {
        Steps steps = new Steps();
        steps.fact("source", "source", String.valueOf(amount.source()));
        steps.fact("policy", "policy", String.valueOf(amount.policy()), policyFile(ground));
        if (amount.charge().equals("kept")) {
            return steps.working(
                    amount,
                    steps.add(
                            "amount",
                            "amount, in nanos",
                            amount.amountNanos(),
                            "kept where it was: the policy keeps it, or nobody takes part"));
        }
        int[] number = {0};
        List<BigInteger> parts = Query.read(
                ground.connection(),
                SqlFile.read(HandedOn.class, "handed.sql"),
                Arrays.asList(
                        amount.payer(),
                        amount.cluster(),
                        amount.vclusterUid(),
                        amount.dayS(),
                        amount.podClass(),
                        amount.resource(),
                        amount.policy(),
                        amount.source(),
                        amount.pricing()),
                row -> pool(row, steps, amount, ++number[0]));
        BigInteger sum = parts.stream().reduce(BigInteger.ZERO, BigInteger::add);
        return steps.working(
                amount, steps.add("amount", "amount, in nanos", sum, parts.size() == 1 ? "part1" : "sum of the parts"));
    }

    private static BigInteger pool(ResultSet row, Steps steps, Amount amount, int n) throws SQLException {
        String vcluster = row.getString("from_vcluster");
        steps.fact(
                "pool" + n,
                "pool",
                row.getString("source") + (vcluster == null ? "" : ", vcluster " + vcluster) + ", of "
                        + row.getString("from_cost_center"),
                row.getString("method")
                        + (row.getString("method").equals("proportional") ? " by " + row.getString("weight_of") : "")
                        + " within " + row.getString("within"));
        steps.add(
                "quantity" + n,
                "pool's quantity, in " + Quantities.small(amount.resource()),
                Query.whole(row, "pool_quantity"));
        steps.add("poolNanos" + n, "pool's amount of the day, in nanos", Query.whole(row, "pool_nanos"));
        steps.add("weight" + n, "weight of the unit that takes part", Query.whole(row, "unit_weight"));
        steps.add("ofWeight" + n, "weight of all units", Query.whole(row, "unit_whole"), "ratio = weight / ofWeight");
        steps.add(
                "unitNanos" + n,
                "the unit's part, in nanos",
                Query.whole(row, "unit_nanos"),
                "poolNanos x weight // ofWeight, + 1 for the largest remainders");
        steps.add(
                "memberWeight" + n,
                "cost of this payer here",
                Query.whole(row, "member_weight"),
                "1 where nothing cost anything");
        steps.add("ofMembers" + n, "cost of the whole unit", Query.whole(row, "member_whole"));
        return steps.add(
                "part" + n,
                "handed on, in nanos",
                Query.whole(row, "nanos"),
                "unitNanos x memberWeight // ofMembers, + 1 for the largest remainders");
    }

    private static String policyFile(Ground ground) {
        return ground.terms()
                .texts()
                .of(dev.sublet.reporter.terms.TermsFile.POLICIES)
                .map(dev.sublet.reporter.terms.NamedText::name)
                .orElse("");
    }
}
