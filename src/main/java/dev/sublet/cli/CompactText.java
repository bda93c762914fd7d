package dev.sublet.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.ledger.seal.UpkeepStep;
import dev.sublet.reporter.compact.SealedTable;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Json;
import dev.sublet.reporter.table.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code sublet compact} did: for people summed by table, for programs piece by piece. */
final class CompactText {
    private static final int SECONDS_PER_MINUTE = 60;

    private CompactText() {}

    static Answer of(List<UpkeepStep> steps, List<SealedTable> sealed, Format format) {
        return Answer.of(
                switch (format) {
                    case TABLE -> text(steps, sealed);
                    case CSV -> pieces(steps).write(Format.CSV);
                    case JSON -> json(steps, sealed);
                });
    }

    private static String text(List<UpkeepStep> steps, List<SealedTable> sealed) {
        String now = sealed.isEmpty()
                ? "Nothing is sealed yet.\n"
                : "Sealed now:\n" + sealed(sealed).write(Format.TABLE);
        if (steps.isEmpty()) {
            return "Nothing to do: what is over is sealed, compacted and retired.\n" + now;
        }
        Map<String, long[]> sums = new TreeMap<>();
        for (UpkeepStep step : steps) {
            long[] sum = sums.computeIfAbsent(kind(step) + " " + step.table(), key -> new long[2]);
            sum[0]++;
            sum[1] += step.rows();
        }
        Table done = Table.of(
                Column.text("done", "done"),
                Column.text("table", "table"),
                Column.number("pieces", "pieces"),
                Column.number("rows", "rows"));
        sums.forEach((name, sum) -> {
            int space = name.indexOf(' ');
            done.row(name.substring(0, space), name.substring(space + 1), sum[0], sum[1]);
        });
        return done.write(Format.TABLE) + "\n" + now;
    }

    private static Table sealed(List<SealedTable> sealed) {
        Table table = Table.of(
                Column.text("table", "table"),
                Column.number("files", "files"),
                Column.number("rows", "rows"),
                Column.number("bytes", "bytes"),
                Column.number("bytesPerPodMinute", "bytes per pod-minute"));
        long files = 0;
        long rows = 0;
        long bytes = 0;
        for (SealedTable each : sealed) {
            table.row(each.table(), each.files(), each.rows(), each.bytes(), perPodMinute(each));
            files += each.files();
            rows += each.rows();
            bytes += each.bytes();
        }
        return table.rule().row("all", files, rows, bytes, null);
    }

    /** Null where rows do not stand for pods' time. */
    private static @Nullable BigDecimal perPodMinute(SealedTable table) {
        return table.podSeconds() == 0
                ? null
                : BigDecimal.valueOf(table.bytes())
                        .multiply(BigDecimal.valueOf(SECONDS_PER_MINUTE))
                        .divide(BigDecimal.valueOf(table.podSeconds()), 2, RoundingMode.HALF_UP);
    }

    private static Table pieces(List<UpkeepStep> steps) {
        Table table = Table.of(
                Column.text("done", "done"),
                Column.text("table", "table"),
                Column.text("partition", "partition"),
                Column.text("from", "from"),
                Column.text("to", "to"),
                Column.number("rows", "rows"),
                Column.number("bytes", "bytes"));
        for (UpkeepStep step : steps) {
            table.row(
                    kind(step),
                    step.table(),
                    step.partition(),
                    Instant.ofEpochSecond(step.fromS()).toString(),
                    Instant.ofEpochSecond(step.toS()).toString(),
                    step.rows(),
                    step.bytes());
        }
        return table;
    }

    private static String json(List<UpkeepStep> steps, List<SealedTable> sealed) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode pieces = answer.putArray("pieces");
        for (UpkeepStep step : steps) {
            ObjectNode piece = pieces.addObject();
            piece.put("done", kind(step));
            piece.put("table", step.table());
            piece.put("partition", step.partition());
            piece.put("from", Instant.ofEpochSecond(step.fromS()).toString());
            piece.put("to", Instant.ofEpochSecond(step.toS()).toString());
            piece.put("rows", step.rows());
            piece.put("bytes", step.bytes());
        }
        ArrayNode tables = answer.putArray("sealed");
        for (SealedTable each : sealed) {
            ObjectNode table = tables.addObject();
            table.put("table", each.table());
            table.put("files", each.files());
            table.put("rows", each.rows());
            table.put("bytes", each.bytes());
            table.put("podMinutes", each.podSeconds() / SECONDS_PER_MINUTE);
            table.put("bytesPerPodMinute", perPodMinute(each));
        }
        return Json.write(answer);
    }

    private static String kind(UpkeepStep step) {
        return step.kind().name().toLowerCase(Locale.ROOT);
    }
}
