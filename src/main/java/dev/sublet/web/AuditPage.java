package dev.sublet.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.api.Caller;
import dev.sublet.api.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who did what inside vclusters. */
public final class AuditPage implements Page {
    private static final List<String> FIELDS =
            List.of("vcluster", "user", "verb", "resource", "namespace", "from", "to");
    private static final String LIMIT = "200";

    private final Facts facts;

    AuditPage(Facts facts) {
        this.facts = facts;
    }

    /** An event. */
    public record Row(
            String time,
            String vcluster,
            String user,
            String verb,
            String resource,
            String namespace,
            String name,
            String code) {}

    /**
     * The page.
     *
     * @param fields what was asked for, by name
     */
    public record View(Map<String, String> fields, List<Row> rows, boolean more) {}

    @Override
    public String path() {
        return "/audit";
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.of(Role.PLATFORM, Role.AUDITOR);
    }

    @Override
    public PageReply answer(PageRequest request) {
        Map<String, @Nullable String> query = new HashMap<>();
        Map<String, String> shown = new HashMap<>();
        for (String name : FIELDS) {
            String value = request.field(name);
            query.put(name, value);
            shown.put(name, value == null ? "" : value);
        }
        query.put("limit", LIMIT);
        List<Row> rows = rows(facts, request.caller(), query);
        View view = new View(shown, rows, rows.size() >= Integer.parseInt(LIMIT));
        return PageReply.html(
                200, Templates.of("audit", Frame.of("Audit", path(), request.caller()), Map.of("view", view)));
    }

    static List<Row> rows(Facts facts, Caller caller, Map<String, @Nullable String> query) {
        List<Row> rows = new ArrayList<>();
        JsonNode answer = facts.ask(caller, "searchAuditEvents", query);
        for (JsonNode event : answer.isArray() ? answer : answer.path("items")) {
            String subresource = event.path("subresource").asText("");
            rows.add(new Row(
                    event.path("time").asText(),
                    event.path("vcluster").asText("host"),
                    event.path("user").asText(event.path("username").asText("")),
                    event.path("verb").asText(""),
                    event.path("resource").asText("") + (subresource.isEmpty() ? "" : "/" + subresource),
                    event.path("namespace").asText(""),
                    event.path("name").asText(""),
                    event.path("code").asText("")));
        }
        return rows;
    }
}
