package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.ledger.seal.DurableFiles;
import dev.sublet.reporter.question.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Hands an answer to whoever asked. */
final class Output {
    private Output() {}

    static int print(CommandSpec spec, Answer answer) {
        String problem = answer.problem();
        if (answer.binary()) {
            // A writer would take bytes for characters.
            System.out.writeBytes(answer.content());
            System.out.flush();
        } else {
            spec.commandLine().getOut().print(answer.text());
            spec.commandLine().getOut().flush();
        }
        if (problem != null) {
            complain(spec, problem);
        }
        return answer.exitCode();
    }

    private static void complain(CommandSpec spec, String problem) {
        spec.commandLine().getErr().println("sublet: " + problem.strip().replaceAll("\\s*[\\r\\n]+\\s*", " "));
    }

    /** Whether standard output is a terminal; the launcher knows. */
    static boolean isTerminal() {
        return Boolean.getBoolean("sublet.terminal.out");
    }

    /** To a file as a whole or not at all, else as {@link #print}. */
    static int printOrWrite(CommandSpec spec, Answer answer, @Nullable Path file) {
        if (file == null || answer.exitCode() != 0) {
            return print(spec, answer);
        }
        replace(file, answer.content());
        return wrote(spec, file.toString(), answer);
    }

    /** Says what was written, and the answer in a few words. */
    static int wrote(CommandSpec spec, String what, Answer answer) {
        String summary = answer.summary();
        spec.commandLine().getOut().println("wrote " + what + (summary == null ? "" : ": " + summary));
        String problem = answer.problem();
        if (problem != null) {
            complain(spec, problem);
        }
        return answer.exitCode();
    }

    /** Makes or replaces a file as a whole or not at all. */
    static void replace(Path file, byte[] content) {
        Path target = file.toAbsolutePath();
        Path fresh = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            Files.write(fresh, content);
            new DurableFiles().move(fresh, target);
        } catch (IOException e) {
            throw Problem.environment("cannot write " + file + " (" + e + "); name another file with -o", e);
        } finally {
            deleteQuietly(fresh);
        }
    }

    private static void deleteQuietly(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            // What stays is named after this process and in nobody's way; the outcome is told already.
            return;
        }
    }
}
