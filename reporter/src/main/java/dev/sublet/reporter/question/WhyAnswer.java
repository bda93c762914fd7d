package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.explain.Bridge;
import dev.sublet.reporter.explain.BridgePart;
import dev.sublet.reporter.explain.Bridges;
import dev.sublet.reporter.statement.Rounding;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Json;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Why it changed: a sentence for each payer, or all of it for programs. */
final class WhyAnswer {
    private static final int CAUSES_SHOWN = 2;

    private WhyAnswer() {}

    static Answer of(LedgerReader ledger, WhyQuestion asked, Terms terms) {
        Bridge bridge = ledger.read(connection -> Bridges.of(connection, asked.asked(), terms));
        return Answer.of(
                switch (asked.format()) {
                    case TABLE -> text(bridge);
                    case CSV -> csv(bridge);
                    case JSON -> json(bridge);
                });
    }

    private static String text(Bridge bridge) {
        int digits = Rounding.digitsFor(
                bridge.whole().nanosNow().abs().max(bridge.whole().nanosBefore().abs()));
        StringBuilder text = new StringBuilder();
        for (Bridge.Span span : bridge.spans()) {
            text.append(sentence(bridge, span, digits)).append('\n');
        }
        if (bridge.spans().size() > 1) {
            text.append(sentence(bridge, bridge.whole(), digits)).append('\n');
        }
        bridge.notes().forEach(note -> text.append(Table.printable(note)).append('\n'));
        return text.toString();
    }

    /** Totals are those that the statements show. Parts are rounded so that they add up to the difference of these. */
    private static String sentence(Bridge bridge, Bridge.Span span, int digits) {
        String costCenter = span.costCenter();
        String vcluster = span.vcluster();
        StringBuilder line =
                new StringBuilder(costCenter == null ? "All together pay" : Words.costCenter(costCenter) + " pays");
        if (vcluster != null) {
            line.append(" for ").append(vcluster);
        }
        boolean paid = digits == span.now().scale();
        BigDecimal before = paid ? span.before() : rounded(span.nanosBefore(), digits);
        BigDecimal now = paid ? span.now() : rounded(span.nanosNow(), digits);
        BigDecimal difference = now.subtract(before);
        String much = " " + difference.abs().toPlainString() + " " + bridge.currency();
        line.append(
                        difference.signum() == 0
                                ? " as much as"
                                : much + (difference.signum() < 0 ? " less" : " more") + " than")
                .append(" in ")
                .append(bridge.periodBefore())
                .append(" (")
                .append(now.toPlainString())
                .append(" instead of ")
                .append(before.toPlainString())
                .append(')');
        List<String> parts = new ArrayList<>();
        BigInteger upto = span.nanosBefore();
        BigDecimal from = before;
        for (int index = 0; index < span.changes().size(); index++) {
            Bridge.Change change = span.changes().get(index);
            upto = upto.add(change.nanos());
            BigDecimal to = index == span.changes().size() - 1 ? now : rounded(upto, digits);
            BigDecimal part = to.subtract(from);
            from = to;
            if (part.signum() != 0) {
                parts.add(words(change.part(), part) + causes(change, digits));
            }
        }
        line.append(parts.isEmpty() ? "" : ": ")
                .append(String.join("; ", parts))
                .append('.');
        return Table.printable(line.toString());
    }

    /** The sign is in the words, where there are two of them. */
    private static String words(BridgePart part, BigDecimal amount) {
        boolean higher = amount.signum() > 0;
        boolean told = !part.words(true).equals(part.words(false));
        return (told ? amount.abs() : amount).toPlainString() + " " + part.words(higher);
    }

    private static String causes(Bridge.Change change, int digits) {
        return change.causes().stream()
                .limit(CAUSES_SHOWN)
                .map(cause -> cause.label() + percent(cause) + " "
                        + rounded(cause.nanos(), digits).toPlainString())
                .collect(Collectors.joining(", ", " (", change.causes().size() > CAUSES_SHOWN ? ", …)" : ")"));
    }

    private static String percent(Bridge.Cause cause) {
        BigDecimal percent = cause.percent();
        return percent == null ? "" : " " + (percent.signum() > 0 ? "+" : "") + percent.toPlainString() + " %:";
    }

    private static BigDecimal rounded(BigInteger nanos, int digits) {
        return Words.amount(nanos).setScale(digits, RoundingMode.HALF_UP);
    }

    private static String csv(Bridge bridge) {
        Table table = Table.of(
                Column.text("costCenter", "cost center"),
                Column.text("vcluster", "vcluster"),
                Column.text("part", "part"),
                Column.text("cause", "cause"),
                Column.text("currency", "currency"),
                Column.number("amount", "amount"),
                Column.number("amountNanos", "amount in 10^-9"));
        for (Bridge.Span span : bridge.spans()) {
            table.row(
                    span.costCenter(),
                    span.vcluster(),
                    "before",
                    bridge.periodBefore(),
                    bridge.currency(),
                    Words.amount(span.nanosBefore()),
                    span.nanosBefore());
            for (Bridge.Change change : span.changes()) {
                table.row(
                        span.costCenter(),
                        span.vcluster(),
                        change.part().label(),
                        change.causes().stream().map(Bridge.Cause::label).collect(Collectors.joining(", ")),
                        bridge.currency(),
                        Words.amount(change.nanos()),
                        change.nanos());
            }
            table.row(
                    span.costCenter(),
                    span.vcluster(),
                    "now",
                    bridge.period(),
                    bridge.currency(),
                    Words.amount(span.nanosNow()),
                    span.nanosNow());
        }
        return table.write(Format.CSV);
    }

    private static String json(Bridge bridge) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("period", bridge.period());
        root.put("against", bridge.periodBefore());
        root.put("currency", bridge.currency());
        span(root.putObject("whole"), bridge.whole());
        ArrayNode spans = root.putArray("costCenters");
        bridge.spans().forEach(span -> span(spans.addObject(), span));
        ArrayNode notes = root.putArray("notes");
        bridge.notes().forEach(notes::add);
        return Json.write(root);
    }

    private static void span(ObjectNode object, Bridge.Span span) {
        object.put("costCenter", span.costCenter());
        object.put("vcluster", span.vcluster());
        amount(object, "before", span.nanosBefore());
        amount(object, "now", span.nanosNow());
        amount(object, "difference", span.differenceNanos());
        ArrayNode changes = object.putArray("parts");
        for (Bridge.Change change : span.changes()) {
            ObjectNode node = changes.addObject();
            node.put("part", change.part().label());
            amount(node, "amount", change.nanos());
            ArrayNode causes = node.putArray("causes");
            for (Bridge.Cause cause : change.causes()) {
                ObjectNode child = causes.addObject();
                child.put("cause", cause.label());
                amount(child, "amount", cause.nanos());
                child.put("percent", cause.percent());
            }
        }
    }

    private static void amount(ObjectNode object, String key, BigInteger nanos) {
        object.put(key + "Nanos", nanos);
        object.put(key, Words.amount(nanos).toPlainString());
    }
}
