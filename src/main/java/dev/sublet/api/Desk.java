package dev.sublet.api;

import dev.sublet.reporter.ReportException.Refusal;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks questions and makes replies of their answers. Thread-safe. */
final class Desk {
    static final int ANSWER_BYTES_MAX = 64 << 20;

    private static final String NOTE = "Sublet-Note";
    private static final int NOTE_CHARS_MAX = 1000;

    private final Function<Question, Answer> answers;

    Desk(Function<Question, Answer> answers) {
        this.answers = answers;
    }

    /** A task that replies with what the command would print in the format that is asked for. */
    Operation.Task asked(Function<Call, Question> question) {
        return call -> reply(ask(question.apply(call)), call.form());
    }

    /** A task for what commands only have words for: it replies with the same facts as JSON. */
    Operation.Task told(int status, Function<Call, Question> question) {
        return call -> facts(status, ask(question.apply(call)));
    }

    static Reply facts(int status, Answer answer) {
        String facts = answer.data();
        if (facts == null) {
            throw new IllegalStateException("an answer has no facts: " + answer.text());
        }
        return noted(Reply.json(status, facts), answer);
    }

    /**
     * The answer to a question. What a check found wrong is an answer too.
     *
     * @throws ApiProblem when there is none
     */
    Answer ask(Question question) {
        Answer answer = answers.apply(question);
        if (answer.exitCode() > 1 || (answer.exitCode() == 1 && answer.text().isEmpty())) {
            throw ApiProblem.spoken(status(answer.exitCode(), answer.refusal()), String.valueOf(answer.problem()));
        }
        if (answer.text().length() > ANSWER_BYTES_MAX) {
            throw new ApiProblem(
                    422, "the answer is larger than " + (ANSWER_BYTES_MAX >> 20) + " MiB; ask for a shorter time");
        }
        return answer;
    }

    static int status(int exitCode, @Nullable Refusal refusal) {
        if (exitCode == 1) {
            return 409;
        }
        if (exitCode != 2) {
            return 503;
        }
        return refusal == null
                ? 400
                : switch (refusal) {
                    case VALUE -> 400;
                    case STATE -> 409;
                    case NOT_THERE -> 404;
                };
    }

    static Reply reply(Answer answer, Form form) {
        return noted(Reply.of(200, form.contentType(), answer.content()), answer);
    }

    static Reply json(Answer answer, String text) {
        return noted(Reply.of(200, Form.JSON.contentType(), text.getBytes(StandardCharsets.UTF_8)), answer);
    }

    /** What a command would say on standard error beside its answer. */
    private static Reply noted(Reply reply, Answer answer) {
        String problem = answer.problem();
        if (problem != null) {
            String line = problem.replaceAll("[^ -~]", "?");
            reply.with(NOTE, line.length() > NOTE_CHARS_MAX ? line.substring(0, NOTE_CHARS_MAX) : line);
        }
        return reply;
    }
}
