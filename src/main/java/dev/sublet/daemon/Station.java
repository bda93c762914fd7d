package dev.sublet.daemon;

import dev.sublet.Problem;
import dev.sublet.endpoint.EndpointFile;
import dev.sublet.endpoint.QuestionHandler;
import dev.sublet.http.AuditSink;
import dev.sublet.http.AuditTokens;
import dev.sublet.http.Health;
import dev.sublet.http.HttpFront;
import dev.sublet.http.HttpSettings;
import dev.sublet.http.Measures;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process that holds a data folder offers to others: HTTP for all, and answers for its owner's other terminals, who
 * find them through {@code endpoint.json}.
 */
public final class Station implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Station.class);

    private final Path data;
    private final HttpFront http;

    /**
     * Starts to listen and says where.
     *
     * @param data a folder whose ledger this process holds
     * @throws Problem when the port is taken or the folder cannot be written
     */
    public Station(
            Path data,
            HttpSettings settings,
            AuditTokens tokens,
            AuditSink sink,
            Health health,
            Measures measures,
            Function<Question, Answer> answers) {
        this(data, settings, tokens, sink, health, measures, answers, Optional.empty());
    }

    /** Likewise, with an API for all who have a token. */
    public Station(
            Path data,
            HttpSettings settings,
            AuditTokens tokens,
            AuditSink sink,
            Health health,
            Measures measures,
            Function<Question, Answer> answers,
            Optional<ApiOffer> offer) {
        this.data = data;
        String token = QuestionHandler.newToken();
        http = new HttpFront(
                settings,
                tokens,
                sink,
                health,
                measures,
                new QuestionHandler(token, answers),
                offer.map(offered -> offered.api(data, token, answers)));
        try {
            new EndpointFile(
                            http.questionAddress(),
                            token,
                            ProcessHandle.current().pid())
                    .write(data);
        } catch (IOException e) {
            http.close();
            throw Problem.environment(
                    "cannot write endpoint.json in data folder " + data + " (" + e + "); check its permissions", e);
        }
    }

    /** The port for health, metrics and audit webhooks. */
    public int port() {
        return http.port();
    }

    /** First nobody finds the way any more, then calls under way end. */
    @Override
    public void close() {
        try {
            EndpointFile.delete(data);
        } catch (IOException e) {
            LOG.warn("event=endpoint_left file={} reason=\"{}\"", data.resolve("endpoint.json"), e.toString());
        }
        http.close();
    }
}
