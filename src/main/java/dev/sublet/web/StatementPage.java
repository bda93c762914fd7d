package dev.sublet.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.api.Role;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A month's statement: cost centers, and of one of them what it pays for. */
public final class StatementPage implements Page {
    private static final int ROWS_MAX = 2_000;

    private final Facts facts;
    private final Clock clock;

    StatementPage(Facts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * A cost center.
     *
     * @param last of the period before; empty when there was none
     */
    public record Total(String id, String shown, @Nullable String name, Amount amount, String last) {}

    /** What a cost center pays for. */
    public record Line(@Nullable String uid, String vcluster, String podClass, String resource, Amount amount) {}

    /**
     * The page.
     *
     * @param whole whether the person may see sums of all, and files with them
     */
    public record View(
            Months month,
            String currency,
            Scope scope,
            Amount total,
            List<Total> totals,
            List<Line> lines,
            int left,
            List<String> notes,
            boolean whole,
            boolean explain) {}

    @Override
    public String path() {
        return "/statement";
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.allOf(Role.class);
    }

    @Override
    public PageReply answer(PageRequest request) {
        Months month = Months.of(request.field("month"), clock);
        Scope scope = Scope.of(request);
        JsonNode statement = scope.statement(facts, month, "vcluster,class,resource");
        List<Total> totals = new ArrayList<>();
        for (JsonNode total : statement.path("totals")) {
            totals.add(new Total(
                    total.path("costCenter").asText(),
                    Fleet.costCenter(total),
                    total.path("name").asText(null),
                    Amount.of(total),
                    total.path("lastRounded").asText("")));
        }
        List<Line> lines = new ArrayList<>();
        int left = 0;
        for (JsonNode part : statement.path("by")) {
            if (lines.size() >= ROWS_MAX) {
                left++;
                continue;
            }
            boolean outside = part.path("vclusterUid").isNull();
            lines.add(new Line(
                    outside ? null : part.path("vclusterUid").asText(),
                    outside ? "outside vclusters" : part.path("vcluster").asText(),
                    part.path("class").asText(),
                    part.path("resource").asText(),
                    Amount.of(part)));
        }
        List<String> notes = new ArrayList<>();
        statement.path("notes").forEach(note -> notes.add(note.asText()));
        View view = new View(
                month,
                statement.path("currency").asText(),
                scope,
                scope.total(statement),
                totals,
                lines,
                left,
                notes,
                !request.caller().isScoped(),
                facts.may(request.caller(), "explain"));
        return PageReply.html(
                200,
                Templates.of("statement-page", Frame.of("Statement", path(), request.caller()), Map.of("view", view)));
    }
}
