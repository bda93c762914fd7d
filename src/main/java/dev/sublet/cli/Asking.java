package dev.sublet.cli;

import dev.sublet.ledger.LedgerSettings;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import java.nio.file.Path;

/** Gets one answer: from the process that holds the data folder when there is one, else from the ledger itself. */
final class Asking {
    private Asking() {}

    static Answer ask(Path data, Question question) {
        try (Conversation conversation = new Conversation(data, LedgerSettings.defaults())) {
            return conversation.ask(question);
        }
    }
}
