package dev.sublet.cli;

import dev.sublet.reporter.question.SqlQuestion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet query}. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "One SELECT over the ledger, bounded, without access to other files.")
final class QueryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SQL", description = "Such as \"SELECT * FROM vcluster_span\"; SHOW TABLES lists tables.")
    private String sql = "";

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return Output.print(spec, Asking.ask(data.folder(), new SqlQuestion(sql, format.format())));
    }
}
