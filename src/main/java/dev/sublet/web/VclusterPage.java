package dev.sublet.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.api.ApiProblem;
import dev.sublet.api.Role;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One vcluster: cost and usage by day, what the overhead is made of, what was done to it, who did what inside. */
public final class VclusterPage implements Page {
    private static final Pattern UID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final String USAGE = """
            SELECT strftime(make_timestamp((h.hour_s - h.hour_s %% 86400) * 1000000), '%%Y-%%m-%%d') AS day,
                   sum(h.cpu_core_ms)::BIGINT AS cpu, sum(h.cpu_request_core_ms)::BIGINT AS cpu_request,
                   sum(h.memory_kib_s)::BIGINT AS memory, sum(h.memory_request_kib_s)::BIGINT AS memory_request
            FROM usage_hour h JOIN pod_span p USING (span_id)
            WHERE p.vcluster_uid = '%s' AND h.hour_s >= %d AND h.hour_s < %d
            GROUP BY day ORDER BY day""";
    private static final BigDecimal CORE_MS_PER_CORE_HOUR = BigDecimal.valueOf(3_600_000);
    private static final BigDecimal KIB_S_PER_GIB_HOUR = BigDecimal.valueOf(3_600L << 20);
    private static final int DIGITS = 3;
    private static final String EVENTS_MAX = "20";

    private final Facts facts;
    private final Clock clock;

    VclusterPage(Facts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    /** A part of the cost. */
    public record Part(String podClass, String resource, Amount amount, int permille) {}

    /**
     * The page.
     *
     * @param audit whether the person may read the audit log
     */
    public record View(
            Months month,
            String currency,
            String uid,
            String name,
            String namespace,
            List<String> costCenters,
            Amount cost,
            Amount overhead,
            List<Part> parts,
            Chart days,
            Chart cpu,
            Chart memory,
            List<Requests.Row> actions,
            boolean audit,
            List<AuditPage.Row> events,
            boolean explain) {}

    @Override
    public String path() {
        return "/vclusters/{uid}";
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.allOf(Role.class);
    }

    @Override
    public PageReply answer(PageRequest request) {
        String uid = request.path("uid");
        Months month = Months.of(request.field("month"), clock);
        Scope scope = Scope.of(request);
        JsonNode statement = scope.statement(facts, month, "vcluster,class,resource");
        JsonNode first = lineOf(statement, uid);
        String name = first.path("vcluster").asText();
        String namespace = first.path("vclusterNamespace").asText();
        Amount cost = Amount.ZERO;
        Amount overhead = Amount.ZERO;
        List<JsonNode> own = new ArrayList<>();
        for (JsonNode part : statement.path("by")) {
            if (uid.equals(part.path("vclusterUid").asText())) {
                own.add(part);
                cost = cost.plus(Amount.of(part));
                overhead = Fleet.OVERHEAD.contains(part.path("class").asText())
                        ? overhead.plus(Amount.of(part))
                        : overhead;
            }
        }
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : own) {
            Amount amount = Amount.of(part);
            parts.add(new Part(
                    part.path("class").asText(), part.path("resource").asText(), amount, amount.permilleOf(cost)));
        }
        Set<String> costCenters = new java.util.TreeSet<>();
        for (JsonNode line : statement.path("lines")) {
            if (uid.equals(line.path("vclusterUid").asText())) {
                costCenters.add(Fleet.costCenter(line));
            }
        }
        JsonNode usage = facts.rows(USAGE.formatted(uid, month.fromS(), month.toS()));
        boolean audit = facts.may(request.caller(), "searchAuditEvents");
        View view = new View(
                month,
                statement.path("currency").asText(),
                uid,
                name,
                namespace,
                List.copyOf(costCenters),
                cost,
                overhead,
                parts,
                days(scope.statement(facts, month, "vcluster,day"), uid),
                chart("CPU", "core-hours", usage, "cpu", "cpu_request", CORE_MS_PER_CORE_HOUR),
                chart("Memory", "GiB-hours", usage, "memory", "memory_request", KIB_S_PER_GIB_HOUR),
                Requests.of(facts, request.caller(), namespace, name),
                audit,
                audit
                        ? AuditPage.rows(facts, request.caller(), Map.of("vcluster", name, "limit", EVENTS_MAX))
                        : List.of(),
                facts.may(request.caller(), "explain"));
        return PageReply.html(
                200, Templates.of("vcluster", Frame.of(name, "/", request.caller()), Map.of("view", view)));
    }

    /** A vcluster that the person's statement does not name is not there for that person. */
    private static JsonNode lineOf(JsonNode statement, String uid) {
        if (UID.matcher(uid).matches()) {
            for (JsonNode line : statement.path("lines")) {
                if (uid.equals(line.path("vclusterUid").asText())) {
                    return line;
                }
            }
        }
        throw new ApiProblem(404, "There is no such vcluster in this month.");
    }

    private static Chart days(JsonNode statement, String uid) {
        List<String> labels = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (JsonNode part : statement.path("by")) {
            if (uid.equals(part.path("vclusterUid").asText())
                    && !part.path("day").isNull()) {
                labels.add(part.path("day").asText());
                values.add(Amount.of(part).exact());
            }
        }
        return new Chart(
                "Cost by day",
                statement.path("currency").asText(),
                "day",
                labels,
                List.of(new Chart.Series("cost", values)));
    }

    private static Chart chart(
            String title, String unit, JsonNode rows, String used, String requested, BigDecimal perUnit) {
        List<String> labels = new ArrayList<>();
        List<String> usage = new ArrayList<>();
        List<String> request = new ArrayList<>();
        for (JsonNode row : rows) {
            labels.add(row.path("day").asText());
            usage.add(units(row.path(used), perUnit));
            request.add(units(row.path(requested), perUnit));
        }
        return new Chart(
                title + ": used and requested",
                unit,
                "day",
                labels,
                List.of(new Chart.Series("used", usage), new Chart.Series("requested", request)));
    }

    private static String units(JsonNode quantity, BigDecimal perUnit) {
        return quantity.decimalValue()
                .divide(perUnit, DIGITS, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
