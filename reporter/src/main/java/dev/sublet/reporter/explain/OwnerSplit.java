package dev.sublet.reporter.explain;

import dev.sublet.reporter.sql.SqlFile;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;

/** How a thing's amount in an hour is cut over those who pay for it. Stateless. */
final class OwnerSplit {
    private OwnerSplit() {}

    private record Part(int payer, BigInteger before, BigInteger upto, BigInteger whole, long seconds) {}

    /** The payer's part of {@code whole}, with its steps. */
    static BigInteger of(Ground ground, Amount amount, BigInteger nanos, Steps steps) throws SQLException {
        List<Part> parts = Query.read(
                ground.connection(),
                SqlFile.read(OwnerSplit.class, "owner-split.sql"),
                List.of(amount.hourS(), String.valueOf(amount.kind()), amount.thingKey()),
                row -> new Part(
                        row.getInt("payer"),
                        Query.whole(row, "before_part"),
                        Query.whole(row, "upto_part"),
                        Query.whole(row, "whole_part"),
                        row.getLong("seconds")));
        Part own = parts.stream()
                .filter(part -> part.payer() == amount.payer())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        amount.costCenter() + " pays for " + amount.title() + ", but does not own it"));
        if (parts.size() == 1) {
            return steps.add("amount", "amount, in nanos", nanos, "whole; " + amount.costCenter() + " pays alone");
        }
        steps.add(
                "ownerBefore",
                "owners' part before " + amount.costCenter(),
                own.before(),
                "seconds x share in millionths");
        steps.add("ownerUpto", "owners' part up to it", own.upto());
        steps.add("ownerWhole", "of all owners", own.whole(), own.seconds() + " seconds x 1000000");
        return steps.add(
                "amount",
                "amount, in nanos",
                nanos.multiply(own.upto())
                        .divide(own.whole())
                        .subtract(nanos.multiply(own.before()).divide(own.whole())),
                "whole x ownerUpto // ownerWhole - whole x ownerBefore // ownerWhole");
    }
}
