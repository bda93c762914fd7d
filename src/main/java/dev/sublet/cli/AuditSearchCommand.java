package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.auditsearch.AuditQuery;
import dev.sublet.reporter.question.AuditSearchQuestion;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet audit search}. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Audit events, newest last.")
final class AuditSearchCommand implements Callable<Integer> {
    private static final int LIMIT_MAX = 100_000;

    @Option(names = "--vcluster", paramLabel = "NAME", description = "Inside this vcluster, or namespace/name.")
    private @Nullable String vcluster;

    @Option(names = "--user", paramLabel = "PERSON", description = "The person, exactly; * stands for any text.")
    private @Nullable String user;

    @Option(names = "--verb", paramLabel = "VERB", description = "Such as create, delete, get.")
    private @Nullable String verb;

    @Option(names = "--resource", paramLabel = "RESOURCE", description = "Such as pods, pods/exec.")
    private @Nullable String resource;

    @Option(names = "--namespace", paramLabel = "NAMESPACE", description = "In this namespace (of the vcluster).")
    private @Nullable String namespace;

    @Mixin
    private WindowOption window = new WindowOption();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "The newest N (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Problem.wrongUse("--limit " + limit + " is not between 1 and " + LIMIT_MAX);
        }
        AuditQuery query =
                new AuditQuery(vcluster, user, verb, resource, namespace, window.fromS(), window.toS(), limit);
        return Output.print(spec, Asking.ask(data.folder(), new AuditSearchQuestion(query, format.format())));
    }
}
