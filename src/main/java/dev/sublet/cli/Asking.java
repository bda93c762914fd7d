package dev.sublet.cli;

import dev.sublet.ledger.LedgerSettings;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.NamedText;
import dev.sublet.reporter.question.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Gets one answer: from the process that holds the data folder when there is one, else from the ledger itself. */
final class Asking {
    private Asking() {}

    static Answer ask(Path data, Question question) {
        try (Conversation conversation = new Conversation(data, LedgerSettings.defaults())) {
            return conversation.ask(question);
        }
    }

    /** The price book that lies in a data folder. */
    static Optional<NamedText> pricesIn(Path data) {
        Path file = data.resolve("prices.yaml");
        return Files.exists(file) ? Optional.of(PricesOption.read(file)) : Optional.empty();
    }
}
