package dev.sublet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.Problem;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sublet login}: a session at a daemon, by a browser anywhere (in the manner of RFC 8628). */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Signs in at a daemon elsewhere: prints a code to confirm in a browser, and keeps the session.")
final class LoginCommand implements Callable<Integer> {
    private static final Duration INTERVAL_MAX = Duration.ofSeconds(30);

    @Mixin
    private ServerOption server = new ServerOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Server at = server.server();
        HttpResponse<byte[]> answer = at.send(at.request("/sign-in/command-line")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        if (answer.statusCode() == 404) {
            throw Problem.wrongUse(at.base() + " has no pages to sign in at; see web.enabled there");
        }
        JsonNode begun = at.json(answer);
        if (answer.statusCode() != 200) {
            throw Problem.environment(at.base() + ": "
                    + begun.path("error_description").asText(begun.path("error").asText("no sign-in now")));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Open " + begun.path("verification_uri_complete").asText() + " and confirm the code "
                + begun.path("user_code").asText());
        out.flush();
        SessionFile.own().keep(at.base(), wait(at, begun));
        out.println("Signed in. SUBLET_SERVER=" + at.base() + " saves --server.");
        return 0;
    }

    private static String wait(Server at, JsonNode begun) {
        Duration pause = Duration.ofSeconds(begun.path("interval").asLong(2));
        pause = pause.compareTo(INTERVAL_MAX) > 0 ? INTERVAL_MAX : pause;
        long end = System.nanoTime()
                + Duration.ofSeconds(begun.path("expires_in").asLong(600)).toNanos();
        String body =
                "device_code=" + URLEncoder.encode(begun.path("device_code").asText(), StandardCharsets.UTF_8);
        while (System.nanoTime() < end) {
            JsonNode answer = at.json(at.send(at.request("/sign-in/command-line/token")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build()));
            if (answer.hasNonNull("access_token")) {
                return answer.path("access_token").asText();
            }
            if (!answer.path("error").asText().equals("authorization_pending")) {
                break;
            }
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.interrupted()) {
                throw Problem.environment("interrupted before the code was confirmed");
            }
        }
        throw Problem.environment("nobody confirmed the code in time; run sublet login again");
    }
}
