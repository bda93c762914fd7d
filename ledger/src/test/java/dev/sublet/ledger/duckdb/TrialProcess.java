package dev.sublet.ledger.duckdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link TrialChild} seen from outside: what it said until it ended. */
final class TrialProcess {
    private final Process process;
    private final BufferedReader output;
    private final List<String> said = new ArrayList<>();

    private TrialProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts one; {@code before} goes before the command, as strace does. */
    static TrialProcess start(List<String> before, List<String> options, Path data, long seed, int rounds, int threads)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        String given = System.getProperty("trial.options", "-Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        command.addAll(List.of(given.split(" ")));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path", ""),
                TrialChild.class.getName(),
                data.toString(),
                Long.toString(seed),
                Integer.toString(rounds),
                Integer.toString(threads)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true);
        return new TrialProcess(builder.start());
    }

    /** Reads until it is ready; false when it ended before. */
    boolean awaitReady() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.equals("ready")) {
                return true;
            }
        }
        return false;
    }

    /** Lets it work for a time, then kills it like {@code kill -9}, unless it ends by itself. */
    List<String> killAfter(long millis) throws IOException, InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        // Not Process.destroyForcibly: that would throw away what it had already said.
        process.toHandle().destroyForcibly();
        return awaitEnd();
    }

    /** Lets it say so many lines more and work a little longer, then kills it, unless it ends by itself. */
    List<String> killAfterLines(int lines, long millis) throws IOException, InterruptedException {
        for (int read = 0; read < lines; read++) {
            String line = output.readLine();
            if (line == null) {
                break;
            }
            said.add(line);
        }
        return killAfter(millis);
    }

    List<String> awaitEnd() throws IOException, InterruptedException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
        }
        process.waitFor();
        return said;
    }

    int exitCode() {
        return process.exitValue();
    }
}
