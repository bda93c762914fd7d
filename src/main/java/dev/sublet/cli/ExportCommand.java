package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.export.Delivery;
import dev.sublet.export.ExportWorkspace;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.reporter.export.ExportTable;
import dev.sublet.reporter.export.ExportedFile;
import dev.sublet.reporter.export.FileFormat;
import dev.sublet.reporter.outside.Views;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.ExportAnswer;
import dev.sublet.reporter.question.ExportQuestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Copies tables to files for other tools: in units, with names, all of one moment.")
final class ExportCommand implements Callable<Integer> {
    @Option(
            names = "--table",
            paramLabel = "TABLE[,TABLE…]",
            description = "usage, usage_hour, unseen_usage, pods, nodes, volumes, services, vclusters, owners, ticks,"
                    + " node_ticks, audit; or all.")
    private @Nullable String table;

    @Mixin
    private SpanOption span = new SpanOption();

    @Option(
            names = "-o",
            paramLabel = "DIR|FILE",
            description = "Where to: a folder that is there, or a file (default: this folder).")
    private Path target = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "parquet|csv",
            description = "Default: what the file's name ends with, else parquet.")
    private @Nullable FileFormat format;

    @Option(
            names = "--views",
            description = "Instead: print SQL that gives DuckDB views of the sealed files, in units.")
    private boolean views;

    @Option(names = "--force", description = "Replace a file that is there.")
    private boolean force;

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (views) {
            return printViews();
        }
        if (table == null) {
            throw Problem.wrongUse("name what to export with --table, such as --table usage; see sublet export --help");
        }
        List<ExportTable> tables = ExportTable.parse(table);
        FileFormat chosen = chosenFormat();
        List<Path> targets = targets(tables, chosen);
        targets.forEach(file -> new Delivery(file, force).check(data.folder().resolve("ledger")));
        try (Conversation conversation = new Conversation(data.folder(), LedgerSettings.defaults());
                ExportWorkspace workspace = ExportWorkspace.make(data.folder())) {
            Answer answer =
                    conversation.ask(new ExportQuestion(tables, span.fromS(), span.toS(), chosen, workspace.name()));
            if (answer.exitCode() != 0) {
                return Output.print(spec, answer);
            }
            deliver(ExportAnswer.files(answer), targets, workspace);
        }
        return 0;
    }

    private int printViews() {
        if (table != null
                || span.isGiven()
                || format != null
                || !target.toString().isEmpty()) {
            throw Problem.wrongUse("--views stands alone, with --data; redirect what it prints");
        }
        Conversation.requireFolder(data.folder());
        return Output.print(spec, Answer.of(Views.of(data.folder())));
    }

    private void deliver(List<ExportedFile> files, List<Path> targets, ExportWorkspace workspace) {
        PrintWriter out = spec.commandLine().getOut();
        for (int index = 0; index < files.size(); index++) {
            Path written = workspace.file(files.get(index).file());
            long bytes = size(written);
            new Delivery(targets.get(index), force).take(written);
            out.println("wrote " + targets.get(index) + ": " + files.get(index).rows() + " rows, " + bytes + " bytes");
        }
        out.flush();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw Problem.environment("the exported file " + file + " is gone (" + e + "); export again", e);
        }
    }

    private FileFormat chosenFormat() {
        FileFormat byName = null;
        if (!Files.isDirectory(target)) {
            String name = target.toString().toLowerCase(Locale.ROOT);
            for (FileFormat each : FileFormat.values()) {
                byName = name.endsWith("." + each.extension()) ? each : byName;
            }
        }
        if (format != null && byName != null && format != byName) {
            throw Problem.wrongUse("-o " + target + " does not end with ." + format.extension()
                    + "; make the name and --format agree");
        }
        if (format != null) {
            return format;
        }
        return byName == null ? FileFormat.PARQUET : byName;
    }

    /** A file for each table. */
    private List<Path> targets(List<ExportTable> tables, FileFormat chosen) {
        boolean isFolder = Files.isDirectory(target.toAbsolutePath());
        if (tables.size() > 1 && !isFolder) {
            throw Problem.wrongUse("-o " + target + " is not a folder, which several tables need; make it first");
        }
        if (!isFolder) {
            return List.of(target);
        }
        List<Path> files = new ArrayList<>();
        for (ExportTable each : tables) {
            files.add(target.resolve(each.label() + span.suffix() + "." + chosen.extension()));
        }
        return files;
    }
}
