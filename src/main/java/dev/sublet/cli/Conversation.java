package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.endpoint.EndpointFile;
import dev.sublet.endpoint.QuestionClient;
import dev.sublet.ledger.FolderInUseException;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.NoLedgerException;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Answerer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.terms.TermsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Questions one after another: to the process that holds the data folder while there is one, else to the ledger itself,
 * which then stays open until the end. Not thread-safe.
 */
final class Conversation implements AutoCloseable {
    /** A daemon that is just starting holds the folder a moment before it answers; one that stops, a moment longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path data;
    private final LedgerSettings settings;
    private @Nullable Ledger own;

    /** @param settings for a ledger that this process opens itself */
    Conversation(Path data, LedgerSettings settings) {
        requireFolder(data);
        this.data = data;
        this.settings = settings;
    }

    static void requireFolder(Path data) {
        if (!Files.isDirectory(data)) {
            throw Problem.wrongUse("there is no data folder " + data
                    + "; name one with --data, or make one with sublet demo, replay or run");
        }
    }

    Answer ask(Question question) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (own == null) {
            Optional<Answer> remote = endpoint().flatMap(endpoint -> QuestionClient.ask(endpoint, question));
            if (remote.isPresent()) {
                return remote.get();
            }
            try {
                own = Ledger.openExisting(data, settings);
            } catch (NoLedgerException e) {
                throw Problem.wrongUse(String.valueOf(e.getMessage()), e);
            } catch (FolderInUseException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return new Answerer(own, Clock.systemUTC(), SelectLimits.defaults(), () -> TermsFiles.in(data))
                .answer(question);
    }

    private Optional<EndpointFile> endpoint() {
        try {
            return EndpointFile.read(data);
        } catch (IOException e) {
            throw Problem.environment(
                    "data folder " + data + " belongs to a running process whose endpoint.json cannot be read ("
                            + e.getMessage() + "); run this as the same user",
                    e);
        }
    }

    @Override
    public void close() {
        Ledger opened = own;
        if (opened != null) {
            own = null;
            opened.close();
        }
    }
}
