package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.close.Redraft;
import dev.sublet.reporter.statement.Reconciliation;
import dev.sublet.reporter.statement.RoundedAmounts;
import dev.sublet.reporter.statement.Rounding;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Json;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/** A period with other terms beside the same period as it is. */
final class DraftAnswer {
    private DraftAnswer() {}

    static Answer of(LedgerReader reader, DraftQuestion question, TermsTexts texts) {
        Redraft.Outcome outcome = Redraft.of(reader, question.period(), texts, question.draft());
        BigInteger off = outcome.draft().reconciliation().differenceNanos();
        String problem = off.signum() == 0
                ? null
                : "the draft's lines are off by " + Words.amount(off).toPlainString();
        String text = switch (question.format()) {
            case TABLE -> table(outcome);
            case CSV -> exact(outcome).write(Format.CSV);
            case JSON -> json(outcome);
        };
        return new Answer(text, problem, problem == null ? 0 : 1, null);
    }

    private static String table(Redraft.Outcome outcome) {
        int digits = Rounding.digitsFor(outcome.draft().reconciliation().linesNanos());
        String currency = outcome.draft().currency();
        Table table = Table.of(
                Column.text("costCenter", "cost center"),
                Column.number("now", "now " + currency),
                Column.number("draft", "draft " + currency),
                Column.number("difference", "difference"));
        RoundedAmounts now = rounded(outcome.lines(), Redraft.Line::now, digits);
        RoundedAmounts draft = rounded(outcome.lines(), Redraft.Line::draft, digits);
        for (int index = 0; index < outcome.lines().size(); index++) {
            BigDecimal before = now.amounts().get(index);
            BigDecimal then = draft.amounts().get(index);
            table.row(Words.costCenter(outcome.lines().get(index).costCenter()), before, then, then.subtract(before));
        }
        table.rule();
        table.row("total", now.total(), draft.total(), draft.total().subtract(now.total()));
        StringBuilder text = new StringBuilder(table.write(Format.TABLE));
        text.append('\n')
                .append(outcome.closed() ? "The period is closed: now is as it was frozen. " : "")
                .append("The draft's lines sum to the cost of nodes and other assets")
                .append(outcome.draft().reconciliation().differenceNanos().signum() == 0 ? "" : " with a difference")
                .append(". Nothing was stored.\n");
        outcome.notes()
                .forEach(note ->
                        text.append("note: ").append(Table.printable(note)).append('\n'));
        return text.toString();
    }

    /** As a statement rounds what its cost centers pay. */
    private static RoundedAmounts rounded(
            List<Redraft.Line> lines, Function<Redraft.Line, BigInteger> amount, int digits) {
        return RoundedAmounts.of(
                lines.stream().map(Redraft.Line::costCenter).toList(),
                lines.stream().map(amount).toList(),
                digits);
    }

    private static Redraft.Line total(Redraft.Outcome outcome) {
        return outcome.lines().stream()
                .reduce(
                        new Redraft.Line("total", BigInteger.ZERO, BigInteger.ZERO),
                        (sum, line) -> new Redraft.Line(
                                "total", sum.now().add(line.now()), sum.draft().add(line.draft())));
    }

    private static Table exact(Redraft.Outcome outcome) {
        Table table = Table.of(
                Column.text("costCenter", "cost center"),
                Column.text("currency", "currency"),
                Column.number("now", "now"),
                Column.number("draft", "draft"),
                Column.number("difference", "difference"));
        for (Redraft.Line line : outcome.lines()) {
            table.row(
                    line.costCenter(),
                    outcome.draft().currency(),
                    Words.amount(line.now()),
                    Words.amount(line.draft()),
                    Words.amount(line.difference()));
        }
        return table;
    }

    private static String json(Redraft.Outcome outcome) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode period = root.putObject("period");
        period.put("from", Words.time(outcome.now().period().fromS()));
        period.put("to", Words.time(outcome.now().period().toS()));
        root.put("closed", outcome.closed());
        root.put("currency", outcome.draft().currency());
        ArrayNode lines = root.putArray("costCenters");
        outcome.lines().forEach(line -> line(lines.addObject(), line));
        line(root.putObject("total"), total(outcome));
        Reconciliation proof = outcome.draft().reconciliation();
        ObjectNode reconciliation = root.putObject("reconciliation");
        reconciliation.put("linesNanos", proof.linesNanos());
        reconciliation.put("differenceNanos", proof.differenceNanos());
        ArrayNode notes = root.putArray("notes");
        outcome.notes().forEach(notes::add);
        return Json.write(root);
    }

    private static void line(ObjectNode object, Redraft.Line line) {
        object.put("costCenter", line.costCenter());
        object.put("nowNanos", line.now());
        object.put("now", Words.amount(line.now()).toPlainString());
        object.put("draftNanos", line.draft());
        object.put("draft", Words.amount(line.draft()).toPlainString());
        object.put("differenceNanos", line.difference());
        object.put("difference", Words.amount(line.difference()).toPlainString());
    }
}
