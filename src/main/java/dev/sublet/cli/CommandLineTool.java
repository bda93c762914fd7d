package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.collector.watch.ClusterException;
import dev.sublet.ledger.LedgerException;
import dev.sublet.reporter.ReportException;
import dev.sublet.simulator.recording.RecordingException;
import dev.sublet.simulator.replay.ReplayException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import picocli.CommandLine;

/** Runs one command. Errors are one line on standard error; {@code --debug} or SUBLET_DEBUG=1 shows where they come from. */
public final class CommandLineTool {
    private CommandLineTool() {}

    /** Returns the exit code: 0 done, 1 the check failed, 2 wrong use, 3 the environment failed. */
    public static int run(String... args) {
        return run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args);
    }

    /** Runs a command that prints to the given writers. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine tool = new CommandLine(new SubletCommand());
        tool.setOut(out);
        tool.setErr(err);
        tool.setCaseInsensitiveEnumValuesAllowed(true);
        tool.setParameterExceptionHandler((e, given) -> {
            err.println("sublet: " + oneLine(String.valueOf(e.getMessage())) + "; see "
                    + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return 2;
        });
        tool.setExecutionExceptionHandler((e, command, parsed) -> {
            if (debug(tool)) {
                e.printStackTrace(err);
            }
            err.println("sublet: " + oneLine(message(e)));
            return exitCode(e);
        });
        int exitCode = tool.execute(args);
        out.flush();
        if (out.checkError() && exitCode == 0) {
            err.println("sublet: standard output cannot be written; nobody reads it, or its disk is full");
            return 3;
        }
        return exitCode;
    }

    private static boolean debug(CommandLine tool) {
        SubletCommand top = tool.getCommand();
        return top.debug() || "1".equals(System.getenv("SUBLET_DEBUG"));
    }

    private static String message(Exception e) {
        return exitCodeIfKnown(e).isPresent()
                ? String.valueOf(e.getMessage())
                : "unexpected: " + e + "; run it again with --debug to see where";
    }

    private static int exitCode(Exception e) {
        return exitCodeIfKnown(e).orElse(3);
    }

    /** For what is written for people: its message is the line to print. */
    private static OptionalInt exitCodeIfKnown(Exception e) {
        if (e instanceof Problem problem) {
            return OptionalInt.of(problem.exitCode());
        }
        if (e instanceof ReportException report) {
            return OptionalInt.of(report.exitCode());
        }
        if (e instanceof RecordingException || e instanceof RefusedException) {
            return OptionalInt.of(2);
        }
        return e instanceof LedgerException
                        || e instanceof ReplayException
                        || e instanceof ClusterException
                        || e instanceof KubernetesClientException
                ? OptionalInt.of(3)
                : OptionalInt.empty();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
