package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.daemon.Serving;
import dev.sublet.endpoint.EndpointFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Pages and API of a data folder on this machine, without metering: for a folder that no daemon holds, such as a"
                        + " copy.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8080",
            showDefaultValue = picocli.CommandLine.Help.Visibility.ALWAYS,
            description = "Where on the loopback interface; 0 takes a free one.")
    private int port = 8080;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65535) {
            throw Problem.wrongUse("--port " + port + " is not between 0 and 65535");
        }
        Conversation.requireFolder(data.folder());
        new Serving(data.folder(), Clock.systemUTC()).run(port, servedAt -> {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Pages: " + signIn(data.folder(), servedAt));
            out.println("Ctrl-C ends it.");
            out.flush();
        });
        return 0;
    }

    /** The token stands behind #, so that it is in no request's address; the page puts it into its form. */
    static String signIn(Path folder, int servedAt) {
        String page = "http://127.0.0.1:" + servedAt + "/sign-in";
        try {
            return EndpointFile.read(folder)
                    .map(file -> page + "#" + file.token())
                    .orElse(page);
        } catch (IOException e) {
            return page;
        }
    }
}
