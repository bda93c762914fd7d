package dev.sublet.cli;

import dev.sublet.Problem;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet api}: anything of the HTTP API, as the person who signed in. */
@Command(
        name = "api",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Asks a daemon elsewhere over its HTTP API, as whoever signed in with sublet login, or with the token in"
                        + " the variable SUBLET_TOKEN. Such as: sublet api \"/statements?month=2026-10&by=vcluster\"")
final class ApiCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATH",
            description = "Below /api/v1, with its query; /openapi.json describes all of them.")
    private String path = "";

    @Option(
            names = {"-X", "--method"},
            paramLabel = "METHOD",
            description = "GET, or POST when there is a body, unless this says otherwise.")
    private @Nullable String method;

    @Option(names = "--body", paramLabel = "JSON", description = "What is sent; @FILE reads it from a file.")
    private @Nullable String body;

    @Option(names = "-o", paramLabel = "FILE", description = "Where the answer goes; default: standard output.")
    private @Nullable Path file;

    @Mixin
    private ServerOption server = new ServerOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Server at = server.server();
        if (!path.startsWith("/")) {
            throw Problem.wrongUse(
                    "\"" + path + "\" is no path of the API; begin it with a slash, such as /statements");
        }
        String usual = body == null ? "GET" : "POST";
        String wanted = method == null ? usual : method.toUpperCase(Locale.ROOT);
        HttpRequest.Builder request = at.request("/api/v1" + path).header("Authorization", "Bearer " + token(at));
        if (!wanted.equals("GET")) {
            request.header("Content-Type", "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString());
        }
        HttpResponse<byte[]> answer =
                at.send(request.method(wanted, publisher()).build());
        if (answer.statusCode() >= 400) {
            throw refused(at, answer);
        }
        give(answer.body());
        return 0;
    }

    private static String token(Server at) {
        String given = System.getenv("SUBLET_TOKEN");
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        return SessionFile.own()
                .token(at.base())
                .orElseThrow(() -> Problem.wrongUse("nobody is signed in at " + at.base()
                        + "; run sublet login --server " + at.base() + ", or set SUBLET_TOKEN"));
    }

    private HttpRequest.BodyPublisher publisher() {
        String given = body;
        if (given == null) {
            return HttpRequest.BodyPublishers.noBody();
        }
        try {
            return HttpRequest.BodyPublishers.ofString(
                    given.startsWith("@") ? Files.readString(Path.of(given.substring(1))) : given);
        } catch (IOException e) {
            throw Problem.wrongUse("--body " + given + " cannot be read (" + e.getMessage() + "); name a file", e);
        }
    }

    /** As the API's own words; a conflict is a check that failed. */
    private static Problem refused(Server at, HttpResponse<byte[]> answer) {
        String detail = at.json(answer).path("detail").asText("status " + answer.statusCode());
        String line = answer.statusCode() == 401
                ? "the session at " + at.base() + " is over or the token unknown; run sublet login again"
                : detail;
        return switch (answer.statusCode()) {
            case 409 -> Problem.checkFailed(line);
            case 429, 500, 502, 503, 504 -> Problem.environment(line);
            default -> Problem.wrongUse(line);
        };
    }

    private void give(byte[] content) {
        Path to = file;
        if (to == null) {
            spec.commandLine().getOut().print(new String(content, StandardCharsets.UTF_8));
            return;
        }
        try {
            Files.write(to, content);
        } catch (IOException e) {
            throw Problem.environment(to + " cannot be written (" + e + "); name another file with -o", e);
        }
    }
}
