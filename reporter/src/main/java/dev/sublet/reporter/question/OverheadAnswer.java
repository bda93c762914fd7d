package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.overhead.OverheadLine;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Json;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.table.VclusterNames;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The overhead of vclusters, the dearest first. */
final class OverheadAnswer {
    private OverheadAnswer() {}

    /** @param digits decimals of amounts in the table, as the statement of the period has them */
    static String write(List<OverheadLine> given, String currency, int digits, Format format) {
        List<OverheadLine> lines = new ArrayList<>(given);
        lines.sort(
                Comparator.comparing(OverheadLine::overheadNanos).reversed().thenComparing(OverheadLine::vclusterUid));
        return switch (format) {
            case TABLE -> table(lines, currency, digits);
            case CSV -> csv(lines, currency);
            case JSON -> json(lines, currency);
        };
    }

    private static String table(List<OverheadLine> lines, String currency, int digits) {
        Table table = Table.of(
                Column.text("vcluster", "vcluster"),
                Column.text("namespace", "namespace"),
                Column.number("overhead", "overhead " + currency),
                Column.number("total", "of all " + currency),
                Column.number("share", "share"),
                Column.text("parts", "made of"));
        VclusterNames names = new VclusterNames();
        lines.forEach(line -> names.add(line.vclusterNamespace(), line.vcluster(), line.vclusterUid()));
        for (OverheadLine line : lines) {
            List<String> parts = new ArrayList<>();
            for (OverheadLine.Part part : line.parts()) {
                parts.add(part.podClass() + " " + part.resource() + " " + shown(part.amountNanos(), digits));
            }
            table.row(
                    names.of(line.vclusterNamespace(), line.vcluster(), line.vclusterUid()),
                    line.vclusterNamespace(),
                    shown(line.overheadNanos(), digits),
                    shown(line.totalNanos(), digits),
                    line.sharePercent().setScale(1, RoundingMode.HALF_UP).toPlainString() + " %",
                    String.join(", ", parts));
        }
        return table.write(Format.TABLE);
    }

    private static String shown(BigInteger nanos, int digits) {
        return Words.amount(nanos).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }

    private static String csv(List<OverheadLine> lines, String currency) {
        Table table = Table.of(
                Column.text("cluster", "cluster"),
                Column.text("vcluster", "vcluster"),
                Column.text("vclusterNamespace", "namespace"),
                Column.text("vclusterUid", "vcluster UID"),
                Column.text("class", "class"),
                Column.text("resource", "resource"),
                Column.number("quantity", "quantity"),
                Column.text("unit", "unit"),
                Column.text("currency", "currency"),
                Column.number("amount", "amount"),
                Column.number("amountNanos", "amount in 10^-9"));
        for (OverheadLine line : lines) {
            for (OverheadLine.Part part : line.parts()) {
                table.row(
                        line.cluster(),
                        line.vcluster(),
                        line.vclusterNamespace(),
                        line.vclusterUid(),
                        part.podClass(),
                        part.resource(),
                        part.quantity(),
                        part.unit(),
                        currency,
                        Words.amount(part.amountNanos()),
                        part.amountNanos());
            }
        }
        return table.write(Format.CSV);
    }

    private static String json(List<OverheadLine> lines, String currency) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (OverheadLine line : lines) {
            ObjectNode object = array.addObject();
            object.put("clusterUid", line.cluster());
            object.put("vcluster", line.vcluster());
            object.put("vclusterNamespace", line.vclusterNamespace());
            object.put("vclusterUid", line.vclusterUid());
            object.put("currency", currency);
            object.put("overheadNanos", line.overheadNanos());
            object.put("overhead", Words.amount(line.overheadNanos()).toPlainString());
            object.put("totalNanos", line.totalNanos());
            object.put("total", Words.amount(line.totalNanos()).toPlainString());
            object.put("sharePercent", line.sharePercent());
            ArrayNode parts = object.putArray("parts");
            for (OverheadLine.Part part : line.parts()) {
                ObjectNode child = parts.addObject();
                child.put("class", part.podClass());
                child.put("resource", part.resource());
                child.put("quantity", part.quantity());
                child.put("unit", part.unit());
                child.put("amountNanos", part.amountNanos());
                child.put("amount", Words.amount(part.amountNanos()).toPlainString());
            }
        }
        return Json.write(array);
    }
}
