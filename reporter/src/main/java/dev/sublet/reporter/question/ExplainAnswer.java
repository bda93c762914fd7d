package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.explain.Explainer;
import dev.sublet.reporter.explain.Explanation;
import dev.sublet.reporter.explain.Filter;
import dev.sublet.reporter.explain.Part;
import dev.sublet.reporter.explain.Step;
import dev.sublet.reporter.explain.Working;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Json;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/** An amount with its parts, or its arithmetic. Amounts are exact in every format. */
final class ExplainAnswer {
    private ExplainAnswer() {}

    static Answer of(LedgerReader ledger, ExplainQuestion asked, Terms terms) {
        Explanation found =
                ledger.read(connection -> Explainer.of(connection, asked.period(), terms, asked.selection()));
        return Answer.of(
                switch (asked.format()) {
                    case TABLE -> text(found, asked.command());
                    case CSV -> (found.workings().isEmpty() ? parts(found) : steps(found)).write(Format.CSV);
                    case JSON -> json(found, asked.command());
                });
    }

    private static String text(Explanation found, String command) {
        StringBuilder text = new StringBuilder();
        text.append(found.path().isEmpty() ? "everything" : Table.printable(String.join(" > ", found.path())))
                .append(": ")
                .append(amount(found.amountNanos()).toPlainString())
                .append(' ')
                .append(found.currency());
        BigDecimal quantity = found.quantity();
        if (quantity != null) {
            text.append(" for ").append(quantity.toPlainString()).append(' ').append(found.unit());
        }
        BigDecimal shown = found.shown();
        if (shown != null) {
            text.append(", ").append(shown.toPlainString()).append(" on the statement");
        }
        text.append("\n\n");
        if (found.workings().isEmpty()) {
            Table table = parts(found);
            table.rule().row("sum", quantity, found.unit(), amount(found.amountNanos()), found.amountNanos());
            text.append(table.write(Format.TABLE));
        }
        for (Working working : found.workings()) {
            text.append(Table.printable(working.title())).append('\n');
            Table table = Table.of(
                    Column.text("title", "number"),
                    Column.text("key", "name"),
                    Column.number("value", "value"),
                    Column.text("how", "how"));
            for (Step step : working.steps()) {
                table.row(step.title(), step.key(), step.value(), step.how());
            }
            text.append(table.write(Format.TABLE)).append('\n');
        }
        String deeper = deeper(command, found.deeper());
        if (!deeper.isEmpty()) {
            text.append("\nthe largest part: ").append(Table.printable(deeper)).append('\n');
        }
        found.notes().forEach(note -> text.append(Table.printable(note)).append('\n'));
        return text.toString();
    }

    private static Table parts(Explanation found) {
        Table table = Table.of(
                Column.text("part", found.level().title()),
                Column.number("quantity", "quantity"),
                Column.text("unit", "unit"),
                Column.number("amount", "amount in " + found.currency()),
                Column.number("amountNanos", "in 10^-9"));
        for (Part part : found.parts()) {
            table.row(part.name(), part.quantity(), part.unit(), amount(part.amountNanos()), part.amountNanos());
        }
        return table;
    }

    private static Table steps(Explanation found) {
        Table table = Table.of(
                Column.text("amount", "amount"),
                Column.text("key", "name"),
                Column.text("title", "number"),
                Column.text("value", "value"),
                Column.text("how", "how"));
        for (Working working : found.workings()) {
            for (Step step : working.steps()) {
                table.row(working.title(), step.key(), step.title(), step.value(), step.how());
            }
        }
        return table;
    }

    /** A command line; a value that a shell would take apart is quoted. */
    private static String deeper(String command, Map<Filter, String> selection) {
        if (selection.isEmpty()) {
            return "";
        }
        StringBuilder line = new StringBuilder(command);
        for (Filter filter : Filter.values()) {
            String value = selection.get(filter);
            if (value != null) {
                line.append(" --").append(filter.option()).append(' ').append(quoted(value));
            }
        }
        return line.toString();
    }

    private static String quoted(String value) {
        return value.matches("[\\w./:@%+,-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    private static BigDecimal amount(BigInteger nanos) {
        return Words.amount(nanos);
    }

    private static String json(Explanation found, String command) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("from", Words.time(found.period().fromS()));
        root.put("to", Words.time(found.period().toS()));
        root.put("currency", found.currency());
        root.put("closed", found.closed());
        ObjectNode selection = root.putObject("selection");
        for (Filter filter : Filter.values()) {
            String value = found.selection().get(filter);
            if (value != null) {
                selection.put(filter.option(), value);
            }
        }
        ArrayNode path = root.putArray("path");
        found.path().forEach(path::add);
        root.put("amountNanos", found.amountNanos());
        root.put("amount", amount(found.amountNanos()).toPlainString());
        BigDecimal shown = found.shown();
        root.put("rounded", shown == null ? null : shown.toPlainString());
        root.put("quantity", found.quantity());
        root.put("unit", found.unit());
        root.put("level", found.level().title());
        ArrayNode parts = root.putArray("parts");
        for (Part part : found.parts()) {
            ObjectNode object = parts.addObject();
            object.put("name", part.name());
            object.put("quantity", part.quantity());
            object.put("unit", part.unit());
            object.put("amountNanos", part.amountNanos());
            object.put("amount", amount(part.amountNanos()).toPlainString());
            ObjectNode narrowing = object.putObject("selection");
            part.narrowing().forEach((filter, value) -> narrowing.put(filter.option(), value));
        }
        ArrayNode workings = root.putArray("arithmetic");
        found.workings().forEach(working -> working(workings.addObject(), working));
        String deeper = deeper(command, found.deeper());
        root.put("deeper", deeper.isEmpty() ? null : deeper);
        ArrayNode notes = root.putArray("notes");
        found.notes().forEach(notes::add);
        return Json.write(root);
    }

    private static void working(ObjectNode object, Working working) {
        object.put("title", working.title());
        object.put("amountNanos", working.amountNanos());
        ArrayNode steps = object.putArray("steps");
        for (Step step : working.steps()) {
            ObjectNode node = steps.addObject();
            node.put("key", step.key());
            node.put("title", step.title());
            node.put("value", step.value());
            node.put("how", step.how());
        }
    }
}
