package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.demo.Demo;
import dev.sublet.http.HttpFront;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    private static final String LOOPBACK = "127.0.0.1";
    private static final int USUAL_PORT = 8080;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data/demo",
            description = "The demo's own data folder; each demo begins anew (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data", "demo");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to serve /metrics and /healthz, 0 for any free one (default: 8080 if it is free).")
    private @Nullable Integer port;

    @Option(names = "--once", description = "Print the statement and end.")
    private boolean once;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (port != null && (port < 0 || port > 65535)) {
            throw Problem.wrongUse("--port " + port + " is not between 0 and 65535");
        }
        int servedAt = once ? -1 : freePort();
        Demo demo = new Demo(data, Clock.systemUTC());
        int[] exitCode = {0};
        try (Progress progress = new Progress("Making history", "ticks")) {
            demo.run(servedAt, progress::at, shown -> {
                exitCode[0] = Output.print(spec, shown.statement());
                hints(spec.commandLine().getOut(), shown.port(), shown.slack());
            });
        }
        return exitCode[0];
    }

    /** The port that was asked for, or 8080, or a free one when nobody asked and that is taken. */
    private int freePort() {
        Integer asked = port;
        try {
            HttpFront.refuseTakenPort(LOOPBACK, asked == null ? USUAL_PORT : asked);
            return asked == null ? USUAL_PORT : asked;
        } catch (Problem taken) {
            if (asked != null) {
                throw taken;
            }
            return 0;
        }
    }

    private void hints(PrintWriter out, int servedAt, Optional<String> slack) {
        YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
        String with = " --data " + data;
        out.println();
        out.println(servedAt < 0 ? "Try next:" : "The fleet stays live. Try in another terminal:");
        out.println("  ./sublet report --month " + month + " --format all -o statement" + with);
        out.println("  ./sublet explain --month " + month + " --cost-center cc-1001" + with);
        out.println("  ./sublet overhead --advice --month " + month + with);
        out.println("  ./sublet budget" + with);
        out.println("  ./sublet close --month " + month + with);
        out.println("  ./sublet usage --by vcluster" + with);
        out.println("  ./sublet verify" + with);
        out.println("  ./sublet audit search --vcluster payments --limit 20" + with);
        out.println("  ./sublet query \"SELECT vcluster, state, version FROM vcluster_span\"" + with);
        if (servedAt >= 0) {
            out.println("  curl http://127.0.0.1:" + servedAt + "/metrics");
            out.println("Pages: " + ServeCommand.signIn(data, servedAt));
            out.println("  curl http://127.0.0.1:" + servedAt + "/healthz");
            slack.ifPresent(page -> out.println("The Slack bot, in a stand-in for Slack: " + page));
            out.println("Ctrl-C ends it.");
        }
        out.flush();
    }
}
