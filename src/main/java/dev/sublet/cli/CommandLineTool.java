package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.ledger.LedgerException;
import dev.sublet.reporter.ReportException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
            err.println("sublet: " + oneLine(String.valueOf(e.getMessage())) + "; see sublet "
                    + (e.getCommandLine().getParent() == null
                            ? ""
                            : e.getCommandLine().getCommandName() + " ")
                    + "--help");
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
        if (e instanceof Problem || e instanceof ReportException || e instanceof LedgerException) {
            return String.valueOf(e.getMessage());
        }
        return "unexpected: " + e + "; run it again with --debug to see where";
    }

    private static int exitCode(Exception e) {
        if (e instanceof Problem problem) {
            return problem.exitCode();
        }
        return e instanceof ReportException report ? report.exitCode() : 3;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
