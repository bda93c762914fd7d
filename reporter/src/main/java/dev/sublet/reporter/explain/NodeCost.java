package dev.sublet.reporter.explain;

import dev.sublet.reporter.entry.Validity;
import dev.sublet.reporter.explain.NodeHour.Piece;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one resource of a node cost in an hour, as reporter/DESIGN.md says under "node-hour". For one working. */
final class NodeCost {
    private static final BigInteger HOUR = BigInteger.valueOf(3_600_000_000_000L);
    private static final BigInteger HALF = BigInteger.valueOf(1_800_000_000_000L);
    private static final BigInteger PART = BigInteger.TEN.pow(12);
    /** Least common multiples of 1000 millicores, 2²⁰ KiB and one GPU. */
    private static final Map<String, BigInteger> FACTORS = Map.of(
            "cpu",
            BigInteger.valueOf(131_072),
            "memory",
            BigInteger.valueOf(125),
            "gpu",
            BigInteger.valueOf(131_072_000));

    private final Terms terms;
    private final NodeHour hour;
    private final String resource;
    private final Steps steps;

    NodeCost(Terms terms, NodeHour hour, String resource, Steps steps) {
        this.terms = terms;
        this.hour = hour;
        this.resource = resource;
        this.steps = steps;
    }

    BigInteger nanos() {
        BigInteger below = BigInteger.ZERO;
        BigInteger upto = BigInteger.ZERO;
        int number = 0;
        for (Piece piece : hour.pieces()) {
            number++;
            price(piece, number);
            for (String each : NodeHour.RESOURCES) {
                BigInteger due = due(piece, each, number);
                upto = upto.add(due);
                if (each.equals(resource)) {
                    break;
                }
                below = below.add(due);
            }
        }
        String how = "(sum of due + 1800000000000) // 3600000000000";
        boolean first = resource.equals("cpu");
        BigInteger costBelow = first
                ? BigInteger.ZERO
                : steps.add("bookBelow", "by the book up to the resource before, in nanos", nanos(below), how);
        BigInteger costUpto = steps.add("bookUpto", "by the book up to this resource, in nanos", nanos(upto), how);
        BigInteger bill = billed();
        return steps.add(
                "cost",
                "the node's " + resource + " in this hour, in nanos",
                costUpto.subtract(costBelow).add(bill),
                (first ? "bookUpto" : "bookUpto - bookBelow") + (hour.bills().isEmpty() ? "" : " + billed"));
    }

    private static BigInteger nanos(BigInteger due) {
        return due.add(HALF).divide(HOUR);
    }

    private void price(Piece piece, int n) {
        steps.fact("from" + n, "from", Words.time(piece.beginS()));
        steps.add("seconds" + n, "seconds", piece.seconds(), "to " + Words.time(piece.finishS()));
        if (piece.billed()) {
            steps.fact("price" + n, "node's price", "by the bill", "the book's price does not count here");
            return;
        }
        steps.add("price" + n, "node's price an hour, in 10^-18", piece.nodeAttos(), entry(piece));
        if (piece.gpusAttos().signum() > 0) {
            steps.add(
                    "gpuPrice" + n,
                    "its GPUs' price an hour, in 10^-18",
                    piece.gpusAttos(),
                    "section gpus of the book");
        }
        steps.fact(
                "base" + n,
                "split base CPU : memory : GPU",
                piece.base().get("cpu") + " : " + piece.base().get("memory") + " : "
                        + piece.base().get("gpu"),
                "a vCPU, a GiB, a GPU; with " + piece.capacity().get("cpu") + " millicores, "
                        + piece.capacity().get("memory") + " KiB, "
                        + piece.capacity().get("gpu") + " GPUs");
        steps.add(
                "uptoCpu" + n,
                "CPU's part of the price, in 10^-14",
                piece.uptoCpu(),
                "base x capacity of CPU // of all");
        steps.add("uptoMemory" + n, "CPU's and memory's part, in 10^-14", piece.uptoMemory(), "likewise");
    }

    private String entry(Piece piece) {
        String file = terms.prices().source();
        String price =
                new BigDecimal(piece.nodeAttos(), 18).stripTrailingZeros().toPlainString() + " "
                        + terms.prices().currency();
        if (!piece.nodeAttos().equals(piece.entryAttos())) {
            return price + ": hourly spot price of " + piece.instanceType() + " in "
                    + terms.texts()
                            .of(TermsFile.SPOT_PRICES)
                            .map(NamedText::name)
                            .orElse(file);
        }
        return price + ": " + file + ", nodes, "
                + (piece.entryName() == null ? piece.instanceType() : "name " + piece.entryName())
                + (piece.spot() ? ", spot" : "")
                + (piece.entryFromS() <= Validity.ALWAYS.fromS()
                        ? ", valid since ever"
                        : ", valid from " + Words.time(piece.entryFromS()));
    }

    private BigInteger due(Piece piece, String each, int n) {
        if (piece.billed()) {
            return BigInteger.ZERO;
        }
        String name = each.substring(0, 1).toUpperCase(Locale.ROOT) + each.substring(1) + n;
        BigInteger rate = steps.add(
                "rate" + name,
                each + " an hour, in 10^-18",
                get(piece.rates(), each),
                "its part of the price, less discounts");
        BigInteger plain = rate.multiply(piece.seconds());
        if (!piece.committed()) {
            return steps.add("due" + name, "due for it", plain, "rate x seconds");
        }
        BigInteger committed = steps.add(
                "committed" + name,
                "what commitments cost for it, in 10^-18 x seconds",
                get(piece.committedAttosS(), each));
        steps.add("left" + name, "left uncovered by commitments, in 10^-12", piece.leftPart());
        return steps.add(
                "due" + name,
                "due for it",
                committed.add(plain.multiply(piece.leftPart()).divide(PART)),
                "committed + rate x seconds x left // 10^12");
    }

    private BigInteger billed() {
        if (hour.bills().isEmpty()) {
            return BigInteger.ZERO;
        }
        BigInteger bill = BillRow.total(hour.bills(), steps);
        BigInteger below = BigInteger.ZERO;
        BigInteger upto = BigInteger.ZERO;
        BigInteger all = BigInteger.ZERO;
        for (String each : NodeHour.RESOURCES) {
            BigInteger split = BigInteger.ZERO;
            for (Piece piece : hour.pieces()) {
                if (piece.billed()) {
                    split = split.add(piece.seconds()
                            .multiply(get(piece.capacity(), each))
                            .multiply(get(piece.base(), each))
                            .multiply(get(FACTORS, each)));
                }
            }
            all = all.add(split);
            int place = NodeHour.RESOURCES.indexOf(each) - NodeHour.RESOURCES.indexOf(resource);
            below = place < 0 ? below.add(split) : below;
            upto = place <= 0 ? upto.add(split) : upto;
        }
        // Where nothing has a base the whole is CPU's.
        boolean whole = all.signum() == 0;
        steps.add(
                "splitBelow",
                "base x capacity x seconds before this resource",
                below,
                "of the time that the bill covers");
        steps.add("splitUpto", "up to this resource", upto);
        steps.add("splitAll", "of all resources", all);
        BigInteger last =
                resource.equals("gpu") || whole ? bill : bill.multiply(upto).divide(all);
        BigInteger first = resource.equals("cpu")
                ? BigInteger.ZERO
                : whole ? bill : bill.multiply(below).divide(all);
        return steps.add(
                "billed",
                "this resource's part of the bill, in nanos",
                last.subtract(first),
                "bill x splitUpto // splitAll - bill x splitBelow // splitAll");
    }

    static BigInteger get(Map<String, BigInteger> numbers, String resource) {
        return numbers.getOrDefault(resource, BigInteger.ZERO);
    }

    /** The sum over stretches of seconds × a size. */
    static BigInteger held(
            List<Piece> pieces, java.util.function.Function<Piece, Map<String, BigInteger>> of, String resource) {
        return pieces.stream()
                .map(piece -> piece.seconds().multiply(get(of.apply(piece), resource)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
