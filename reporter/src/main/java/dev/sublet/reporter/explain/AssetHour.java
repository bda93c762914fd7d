package dev.sublet.reporter.explain;

import dev.sublet.reporter.entry.Validity;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Words;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;

/** What a volume or a load balancer cost in an hour. For one connection. */
final class AssetHour {
    private static final BigInteger HOUR = BigInteger.valueOf(3_600_000_000_000L);

    private final Ground ground;

    AssetHour(Ground ground) {
        this.ground = ground;
    }

    private record Piece(
            long beginS,
            long finishS,
            String sort,
            BigInteger size,
            boolean billed,
            BigInteger rate,
            long entryFromS) {}

    Working working(Amount amount) throws SQLException {
        boolean storage = "storage".equals(amount.kind());
        List<Piece> pieces = Query.read(
                ground.connection(),
                SqlFile.read(AssetHour.class, "asset-piece.sql"),
                List.of(amount.hourS(), String.valueOf(amount.kind()), amount.thingKey()),
                row -> new Piece(
                        row.getLong("begin_s"),
                        row.getLong("finish_s"),
                        row.getString("sort"),
                        Query.whole(row, "size"),
                        row.getBoolean("billed"),
                        Query.whole(row, "rate_attos"),
                        row.getLong("entry_from_s")));
        Steps steps = new Steps();
        BigInteger due = BigInteger.ZERO;
        int n = 0;
        for (Piece piece : pieces) {
            n++;
            BigInteger seconds = steps.add(
                    "seconds" + n,
                    "seconds from " + Words.time(piece.beginS()),
                    BigInteger.valueOf(piece.finishS() - piece.beginS()));
            BigInteger size = storage ? steps.add("size" + n, "size, in KiB", piece.size()) : BigInteger.ONE;
            BigInteger rate = steps.add(
                    "rate" + n,
                    storage ? "price of a GiB for an hour, in 10^-18" : "price an hour, in 10^-18",
                    piece.billed() ? BigInteger.ZERO : piece.rate(),
                    piece.billed() ? "by the bill" : entry(piece, storage));
            due = due.add(rate.multiply(size).multiply(seconds));
        }
        BigInteger divisor = storage ? HOUR.shiftLeft(20) : HOUR;
        BigInteger cost = steps.add(
                "book",
                "by the book, in nanos",
                due.add(divisor.shiftRight(1)).divide(divisor),
                "(sum of rate x " + (storage ? "size x " : "") + "seconds + " + divisor.shiftRight(1) + ") // "
                        + divisor);
        List<BillRow> bills = BillRow.of(ground, amount.hourS(), String.valueOf(amount.kind()), amount.thingKey());
        if (!bills.isEmpty()) {
            cost = steps.add("cost", "in all, in nanos", cost.add(BillRow.total(bills, steps)), "book + bills");
        }
        return steps.working(amount, OwnerSplit.of(ground, amount, cost, steps));
    }

    private String entry(Piece piece, boolean storage) {
        return ground.terms().prices().source() + ", " + (storage ? "volumes, " + piece.sort() : "loadBalancers")
                + (piece.entryFromS() <= Validity.ALWAYS.fromS()
                        ? ", valid since ever"
                        : ", valid from " + Words.time(piece.entryFromS()))
                + ", less discounts";
    }
}
