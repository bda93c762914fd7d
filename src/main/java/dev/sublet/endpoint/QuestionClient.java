package dev.sublet.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.Problem;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Asks the process that holds a data folder. */
public final class QuestionClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);

    private QuestionClient() {}

    /**
     * Asks at an endpoint.
     *
     * @return the answer, or empty when nobody listens there: the file is stale
     */
    public static Optional<Answer> ask(EndpointFile endpoint, Question question) {
        // Without a proxy: the question carries a token and must not leave this machine.
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .proxy(ProxySelector.of(null))
                .build();
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + endpoint.address() + QuestionHandler.PATH))
                    .timeout(ANSWER_TIMEOUT)
                    .header("Authorization", "Bearer " + endpoint.token())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            JSON.writerFor(Question.class).writeValueAsString(question)))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 401 || response.statusCode() == 404) {
                // The port now belongs to somebody else.
                return Optional.empty();
            }
            return Optional.of(JSON.readValue(response.body(), Answer.class));
        } catch (ConnectException e) {
            return Optional.empty();
        } catch (HttpTimeoutException e) {
            throw Problem.environment(
                    "process " + endpoint.pid() + " did not answer at " + endpoint.address() + " within "
                            + ANSWER_TIMEOUT.toMinutes() + " minutes; ask for a shorter period",
                    e);
        } catch (JsonProcessingException e) {
            throw Problem.environment(
                    "process " + endpoint.pid() + " at " + endpoint.address()
                            + " answers what this version does not understand; use the version that runs there",
                    e);
        } catch (IOException e) {
            throw Problem.environment(
                    "process " + endpoint.pid() + " at " + endpoint.address() + " broke off: " + e.getMessage()
                            + "; ask again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.environment("interrupted while waiting for an answer", e);
        }
    }
}
