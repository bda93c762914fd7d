package dev.sublet.reporter.question;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.export.ExportedFile;
import dev.sublet.reporter.export.Exports;
import java.util.List;

/** The files of an export, as one process tells another. */
public final class ExportAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExportAnswer() {}

    static Answer of(LedgerReader ledger, ExportQuestion asked) {
        List<ExportedFile> files = new Exports(ledger)
                .write(asked.tables(), asked.fromS(), asked.toS(), asked.fileFormat(), asked.workspace());
        try {
            return Answer.of(JSON.writeValueAsString(files));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of plain values cannot be written", e);
        }
    }

    /** The files that an answer lists. */
    public static List<ExportedFile> files(Answer answer) {
        try {
            return JSON.readValue(answer.text(), new TypeReference<List<ExportedFile>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is no list of exported files: " + e.getOriginalMessage(), e);
        }
    }
}
