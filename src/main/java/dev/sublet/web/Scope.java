package dev.sublet.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.api.ApiProblem;
import dev.sublet.api.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of which cost centers a page speaks: of all, or of one.
 *
 * @param costCenter null for all
 * @param choice those that a person who may see some alone can choose from; empty for who may see all
 */
public record Scope(Caller caller, @Nullable String costCenter, List<String> choice) {

    /** @throws ApiProblem 403 for a cost center that the person may not see */
    static Scope of(PageRequest request) {
        Caller caller = request.caller();
        String asked = request.field("costCenter");
        if (asked != null && !caller.sees(asked)) {
            throw new ApiProblem(403, "You may not see this cost center.");
        }
        List<String> choice =
                caller.costCenters().orElse(Set.of()).stream().sorted().toList();
        String chosen = asked == null && !choice.isEmpty() ? choice.get(0) : asked;
        return new Scope(caller, chosen, choice);
    }

    JsonNode statement(Facts facts, Months month, String by) {
        Map<String, @Nullable String> query = new HashMap<>();
        query.put("month", month.toString());
        query.put("by", by);
        query.put("costCenter", costCenter);
        return facts.ask(caller, "getStatement", query);
    }

    /** Of all that the person sees. */
    Amount total(JsonNode statement) {
        Amount exact = Amount.of(statement.path("totalNanos").bigIntegerValue());
        return exact;
    }
}
