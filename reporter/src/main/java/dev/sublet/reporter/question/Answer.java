package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.table.Json;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a command prints and how it ends.
 *
 * @param text for standard output; Base64 when it stands for a file that is no text
 * @param problem one line for standard error, or null when there is none
 * @param exitCode 0 done, 1 the check failed, 2 wrong use, 3 the environment failed
 * @param summary the text in a few words, for when it goes to a file; null when there is nothing to sum up
 * @param binary whether {@code text} is Base64
 * @param refusal what sort of wrong use {@code problem} is; null when there is none
 * @param data what {@code text} says, as JSON for programs, where a command has words alone; null elsewhere
 */
public record Answer(
        String text,
        @Nullable String problem,
        int exitCode,
        @Nullable String summary,
        boolean binary,
        ReportException.@Nullable Refusal refusal,
        @Nullable String data) {
    public Answer(String text, @Nullable String problem, int exitCode, @Nullable String summary) {
        this(text, problem, exitCode, summary, false, null, null);
    }

    public static Answer of(String text) {
        return new Answer(text, null, 0, null);
    }

    /** A file that is no text. It travels as text, so that every way that carries an answer carries this one. */
    public static Answer ofBytes(byte[] file, String summary) {
        return new Answer(Base64.getEncoder().encodeToString(file), null, 0, summary, true, null, null);
    }

    public static Answer problem(String line, int exitCode) {
        return new Answer("", line, exitCode, null);
    }

    static Answer problem(ReportException e) {
        return new Answer("", e.getMessage(), e.exitCode(), null, false, e.refusal(), null);
    }

    /** Likewise, with the same for programs. */
    Answer with(ObjectNode facts) {
        return new Answer(text, problem, exitCode, summary, binary, refusal, Json.write(facts));
    }

    /** What belongs in the file. */
    public byte[] content() {
        return binary ? Base64.getDecoder().decode(text) : text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
