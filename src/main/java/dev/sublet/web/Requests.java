package dev.sublet.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.api.Caller;
import dev.sublet.api.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was asked of the lifecycle of vclusters, who approved it, and what became of it. */
public final class Requests implements Page {
    private static final int ROWS_MAX = 500;
    /** A request's last word stands for it: asked, then done, refused or failed. */
    private static final String SQL = """
            SELECT strftime(make_timestamp(min(at_ms) * 1000), '%Y-%m-%dT%H:%M:%SZ') AS asked,
                   strftime(make_timestamp(max(at_ms) * 1000), '%Y-%m-%dT%H:%M:%SZ') AS answered,
                   request_id, arg_max(namespace, at_ms) AS namespace, arg_max(name, at_ms) AS name,
                   arg_max(cost_center, at_ms) AS "costCenter", arg_max(verb, at_ms) AS verb,
                   arg_max(requested_by, at_ms) AS "requestedBy", max(approved_by) AS "approvedBy", arg_max(via, at_ms) AS via,
                   arg_max(result, (at_ms, result <> 'requested')) AS result, arg_max(message, (at_ms, result <> 'requested')) AS message
            FROM lifecycle_action
            GROUP BY request_id
            ORDER BY max(at_ms) DESC, request_id
            LIMIT 5000""";

    private final Facts facts;

    Requests(Facts facts) {
        this.facts = facts;
    }

    /** A request. */
    public record Row(
            String asked,
            String answered,
            String vcluster,
            String costCenter,
            String verb,
            String requestedBy,
            String approvedBy,
            String via,
            String result,
            String message) {}

    /** The page. */
    public record View(List<Row> rows) {}

    @Override
    public String path() {
        return "/requests";
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.allOf(Role.class);
    }

    @Override
    public PageReply answer(PageRequest request) {
        View view = new View(of(facts, request.caller(), null, null));
        return PageReply.html(
                200, Templates.of("requests", Frame.of("Requests", path(), request.caller()), Map.of("view", view)));
    }

    /** Those of cost centers that the person sees; of one vcluster when it is named. */
    static List<Row> of(
            Facts facts,
            Caller caller,
            @org.jspecify.annotations.Nullable String namespace,
            @org.jspecify.annotations.Nullable String name) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : facts.rows(SQL)) {
            boolean wanted = namespace == null
                    || (row.path("name").asText().equals(name)
                            && row.path("namespace").asText().equals(namespace));
            if (wanted && caller.sees(row.path("costCenter").asText()) && rows.size() < ROWS_MAX) {
                rows.add(new Row(
                        row.path("asked").asText(),
                        row.path("answered").asText(),
                        row.path("name").asText(),
                        row.path("costCenter").asText(),
                        row.path("verb").asText(),
                        row.path("requestedBy").asText(),
                        row.path("approvedBy").asText(""),
                        row.path("via").asText(),
                        row.path("result").asText(),
                        row.path("message").asText()));
            }
        }
        return rows;
    }
}
