package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.Ledger;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of its own that commits numbered ticks, says so after each, and dies without closing anything. */
final class Child {
    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Commits that many ticks of three pods, then halts. */
    static Child start(Path data, int ticks) throws IOException {
        return start(List.of("ticks", data.toString(), Integer.toString(ticks)));
    }

    /** Runs one statement on the bare store, then halts. */
    static Child startSql(Path data, String sql) throws IOException {
        return start(List.of("sql", data.toString(), sql));
    }

    private static Child start(List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path", ""),
                Child.class.getName());
        builder.command().addAll(arguments);
        builder.redirectErrorStream(true);
        return new Child(builder.start());
    }

    /** The number of the next acknowledged tick, or null at the end. */
    @Nullable
    Integer nextAcknowledged() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("acknowledged ")) {
                return Integer.parseInt(line.substring("acknowledged ".length()));
            }
        }
        return null;
    }

    void kill() throws InterruptedException {
        // Not Process.destroyForcibly: that would throw away what it had already said.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Everything it said. */
    String awaitExit() throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    public static void main(String[] arguments) throws SQLException {
        Path data = Path.of(arguments[1]);
        if (arguments[0].equals("sql")) {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + data.resolve("ledger/hot.duckdb"));
            Sql.execute(connection, arguments[2]);
            Runtime.getRuntime().halt(0);
        }
        Ledger ledger = Ledger.open(data, Samples.settings(), Clock.systemUTC());
        long nextS = ledger.lastState(Samples.CLUSTER)
                .map(state -> state.lastTickS() + 15)
                .orElse(Samples.START_S);
        for (int tick = 0; tick < Integer.parseInt(arguments[2]); tick++) {
            ledger.commit(List.of(Samples.tick(nextS, 3)));
            System.out.println("acknowledged " + (nextS - Samples.START_S) / 15);
            System.out.flush();
            nextS += 15;
        }
        Runtime.getRuntime().halt(0);
    }
}
