package dev.sublet.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sublet.api.Api;
import dev.sublet.api.ApiProblem;
import dev.sublet.api.ApiRequest;
import dev.sublet.api.Caller;
import dev.sublet.api.Operation;
import dev.sublet.api.Reply;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.SqlQuestion;
import dev.sublet.reporter.table.Format;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What pages show: answers of the API for the person who asks, so that a page never shows what the API would not tell. Thread-safe.
 */
final class Facts {
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private final Api api;
    private final Function<Question, Answer> answers;
    private final Map<String, Operation> operations;

    Facts(Api api, Function<Question, Answer> answers) {
        this.api = api;
        this.answers = answers;
        operations = api.operations().stream().collect(Collectors.toUnmodifiableMap(Operation::id, each -> each));
    }

    /**
     * What the API answers, as JSON.
     *
     * @param query parameters; those with null are left out
     * @throws ApiProblem when the person may not ask, or there is no answer
     */
    JsonNode ask(Caller caller, String operation, Map<String, @Nullable String> query) {
        return read(reply(caller, operation, query).content());
    }

    /** Likewise, as it is. */
    Reply reply(Caller caller, String id, Map<String, @Nullable String> query) {
        Operation operation = operations.get(id);
        if (operation == null) {
            throw new IllegalStateException("no operation " + id);
        }
        Map<String, List<String>> given = new HashMap<>();
        query.forEach((name, value) -> {
            if (value != null) {
                given.put(name, List.of(value));
            }
        });
        Caller acting = api.permit(operation, caller);
        return api.answer(operation, new ApiRequest(acting, Map.of(), given, "", List.of(), null));
    }

    /** Whether the person may ask the API for it. */
    boolean may(Caller caller, String id) {
        try {
            Operation operation = operations.get(id);
            return operation != null && !api.permit(operation, caller).grants().isEmpty();
        } catch (ApiProblem e) {
            return false;
        }
    }

    /** Rows of the ledger of all cost centers: who asks for them leaves out what the person may not see. */
    JsonNode rows(String sql) {
        Answer answer = answers.apply(new SqlQuestion(sql, Format.JSON));
        if (answer.exitCode() != 0) {
            throw new ApiProblem(503, String.valueOf(answer.problem()));
        }
        return read(answer.content());
    }

    private static JsonNode read(byte[] json) {
        try {
            return EXACT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is no JSON", e);
        } catch (IOException e) {
            throw new IllegalStateException("an answer cannot be read", e);
        }
    }
}
