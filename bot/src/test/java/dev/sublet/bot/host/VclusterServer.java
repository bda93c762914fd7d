package dev.sublet.bot.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A second real API server, which stands in for the APIs of all virtual clusters of a test process: no kubelet runs control planes here.
 * Started once, stopped when the process ends.
 */
public final class VclusterServer {
    private static final Path KUBE = Path.of("../../shared/kube/kube");
    private static final Pattern KUBECONFIG = Pattern.compile("KUBECONFIG=(\\S+)");
    private static @Nullable Path started;

    private VclusterServer() {}

    /** The administrator's kubeconfig. */
    public static synchronized String kubeconfig() {
        try {
            if (started == null) {
                Assumptions.assumeTrue(
                        Files.isExecutable(KUBE), "skipped: no second test API server (../shared/kube is not here)");
                started = start();
            }
            return Files.readString(started);
        } catch (IOException e) {
            throw new AssertionError("the second API server does not start", e);
        }
    }

    private static Path start() throws IOException {
        ProcessBuilder command =
                new ProcessBuilder(KUBE.toString(), "start").redirectError(ProcessBuilder.Redirect.INHERIT);
        // The tests themselves may run around the first server, whose folder this names.
        command.environment().remove("KUBE_TEST_RUN");
        // What is meant for the first server, such as where its audit log lies.
        command.environment().remove("KUBE_APISERVER_ARGS");
        command.environment().remove("AUDIT_WEBHOOK_URL");
        Process kube = command.start();
        String out = new String(kube.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher matcher = KUBECONFIG.matcher(out);
        Optional<Path> file =
                matcher.find() ? Optional.of(Path.of(matcher.group(1).replace("'", ""))) : Optional.empty();
        Path kubeconfig = file.orElseThrow(() -> new AssertionError("kube start said: " + out));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(kubeconfig)));
        return kubeconfig;
    }

    private static void stop(Path kubeconfig) {
        try {
            ProcessBuilder stop = new ProcessBuilder(KUBE.toString(), "stop");
            stop.environment().put("KUBECONFIG", kubeconfig.toString());
            stop.environment().remove("KUBE_TEST_RUN");
            stop.inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new AssertionError("the second API server does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
