package dev.sublet.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers questions from other processes of the same owner, a few at a time. Knows no HTTP library. Thread-safe. */
public final class QuestionHandler {
    public static final String PATH = "/cli/question";
    /** Room for a price book of thousands of entries. */
    public static final int QUESTION_BYTES_MAX = 4 << 20;

    static final int ANSWER_BYTES_MAX = 256 << 20;
    private static final int AT_ONCE_MAX = 4;
    private static final String BEARER = "Bearer ";
    private static final Logger LOG = LoggerFactory.getLogger(QuestionHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] token;
    private final Function<Question, Answer> answerer;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    public QuestionHandler(String token, Function<Question, Answer> answerer) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.answerer = answerer;
    }

    public static String newToken() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Whether the value of an Authorization header carries the token; takes the same time wherever they differ. */
    public boolean mayAsk(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(BEARER)
                && MessageDigest.isEqual(
                        token, authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
    }

    /** Answers a question given as JSON, as JSON. Blocks. */
    public String answer(String body) {
        Question question;
        try {
            question = JSON.readValue(body, Question.class);
        } catch (JsonProcessingException e) {
            return json(Answer.problem(
                    "the process that holds the data folder does not understand the question; use its version", 2));
        }
        if (!places.tryAcquire()) {
            return json(Answer.problem(
                    "the process that holds the data folder answers " + AT_ONCE_MAX + " questions already; ask again",
                    3));
        }
        try {
            Answer answer = answerer.apply(question);
            return answer.text().length() > ANSWER_BYTES_MAX
                    ? json(Answer.problem(
                            "the answer is larger than " + (ANSWER_BYTES_MAX >> 20) + " MiB; ask for a shorter period",
                            2))
                    : json(answer);
        } catch (RuntimeException e) {
            LOG.error("event=question_failed kind={}", question.getClass().getSimpleName(), e);
            return json(Answer.problem(
                    "the question failed in the process that holds the data folder (" + e + "); its log says more", 3));
        } finally {
            places.release();
        }
    }

    private static String json(Answer answer) {
        try {
            return JSON.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer of text cannot be written", e);
        }
    }
}
