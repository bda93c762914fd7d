package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.demo.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "A simulated fleet with history since the first of last month, live; needs no cluster.")
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data/demo",
            description = "The demo's own data folder; each demo begins anew (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data", "demo");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where to serve /metrics and /healthz, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--once", description = "Print the statement and end.")
    private boolean once;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65535) {
            throw Problem.wrongUse("--port " + port + " is not between 0 and 65535");
        }
        if (!once) {
            refuseTakenPort();
        }
        Demo demo = new Demo(data, Clock.systemUTC());
        int[] exitCode = {0};
        try (Progress progress = new Progress("Making history", "ticks")) {
            demo.run(once ? -1 : port, progress::at, shown -> {
                exitCode[0] = Output.print(spec, shown.statement());
                hints(spec.commandLine().getOut(), shown.port());
            });
        }
        return exitCode[0];
    }

    /** Before history is made, not after. */
    private void refuseTakenPort() {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        } catch (IOException e) {
            throw Problem.environment(
                    "cannot listen on 127.0.0.1:" + port + " (" + e.getMessage()
                            + "); stop what listens there or choose another port with --port",
                    e);
        }
    }

    private void hints(PrintWriter out, int servedAt) {
        YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
        String with = " --data " + data;
        out.println();
        out.println(servedAt < 0 ? "Try next:" : "The fleet stays live. Try in another terminal:");
        out.println("  ./sublet overhead --month " + month + with);
        out.println("  ./sublet usage --by vcluster" + with);
        out.println("  ./sublet report --month " + month + " --format csv -o statement.csv" + with);
        out.println("  ./sublet verify" + with);
        out.println("  ./sublet query \"SELECT vcluster, state, version FROM vcluster_span\"" + with);
        if (servedAt >= 0) {
            out.println("  curl http://127.0.0.1:" + servedAt + "/metrics");
            out.println("  curl http://127.0.0.1:" + servedAt + "/healthz");
            out.println("Ctrl-C ends it.");
        }
        out.flush();
    }
}
