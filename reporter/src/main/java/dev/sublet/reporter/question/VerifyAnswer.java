package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.verify.Check;
import java.util.List;

/** A line per check; exit code 1 when one failed. */
public final class VerifyAnswer {
    private VerifyAnswer() {}

    /** In the format that was asked for. */
    public static Answer of(List<Check> checks, Format format) {
        int exitCode = checks.stream().allMatch(Check::ok) ? 0 : 1;
        return new Answer(format == Format.TABLE ? lines(checks) : table(checks).write(format), null, exitCode, null);
    }

    private static String lines(List<Check> checks) {
        StringBuilder text = new StringBuilder();
        for (Check check : checks) {
            text.append(check.ok() ? "ok      " : "FAILED  ")
                    .append(check.name())
                    .append(": ")
                    .append(check.detail())
                    .append('\n');
        }
        return text.toString();
    }

    private static Table table(List<Check> checks) {
        Table table = Table.of(Column.text("name", "check"), Column.text("ok", "ok"), Column.text("detail", "detail"));
        checks.forEach(check -> table.row(check.name(), check.ok(), check.detail()));
        return table;
    }
}
