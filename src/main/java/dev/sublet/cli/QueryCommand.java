package dev.sublet.cli;

import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.SqlQuestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sublet query}. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "One SELECT over the ledger, bounded, without access to other files.")
final class QueryCommand extends LedgerCommand {
    @Parameters(paramLabel = "SQL", description = "Such as \"SELECT * FROM vcluster_span\"; SHOW TABLES lists tables.")
    private String sql = "";

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    Question question() {
        return new SqlQuestion(sql, format.format());
    }
}
