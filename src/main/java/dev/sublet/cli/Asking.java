package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.endpoint.EndpointFile;
import dev.sublet.endpoint.QuestionClient;
import dev.sublet.ledger.FolderInUseException;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.NoLedgerException;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Answerer;
import dev.sublet.reporter.question.NamedText;
import dev.sublet.reporter.question.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Gets an answer: from the process that holds the data folder when there is one, else from the ledger itself. */
final class Asking {
    /** A daemon that is just starting holds the folder a moment before it answers; one that stops, a moment longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Asking() {}

    static Answer ask(Path data, Question question) {
        if (!Files.isDirectory(data)) {
            throw Problem.wrongUse("there is no data folder " + data
                    + "; name one with --data, or make one with sublet demo, replay or run");
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<Answer> remote = endpoint(data).flatMap(endpoint -> QuestionClient.ask(endpoint, question));
            if (remote.isPresent()) {
                return remote.get();
            }
            try (Ledger ledger = Ledger.openExisting(data)) {
                return new Answerer(ledger, Clock.systemUTC(), SelectLimits.defaults(), () -> pricesIn(data))
                        .answer(question);
            } catch (NoLedgerException e) {
                throw Problem.wrongUse(String.valueOf(e.getMessage()), e);
            } catch (FolderInUseException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** The price book that lies in a data folder. */
    static Optional<NamedText> pricesIn(Path data) {
        Path file = data.resolve("prices.yaml");
        return Files.exists(file) ? Optional.of(PricesOption.read(file)) : Optional.empty();
    }

    private static Optional<EndpointFile> endpoint(Path data) {
        try {
            return EndpointFile.read(data);
        } catch (IOException e) {
            throw Problem.environment(
                    "data folder " + data + " belongs to a running process whose endpoint.json cannot be read ("
                            + e.getMessage() + "); run this as the same user",
                    e);
        }
    }
}
