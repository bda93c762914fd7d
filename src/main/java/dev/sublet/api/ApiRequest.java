package dev.sublet.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as it came, for an operation that its caller may ask for.
 *
 * @param path the values of the path's parameters, decoded
 * @param query of the query's, each name with all its values
 * @param body empty when there is none
 * @param idempotencyKey as the header says, or null
 */
public record ApiRequest(
        Caller caller,
        Map<String, String> path,
        Map<String, List<String>> query,
        String body,
        List<Upload> uploads,
        @Nullable String idempotencyKey) {
    public ApiRequest {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
        uploads = List.copyOf(uploads);
    }
}
