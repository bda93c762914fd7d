package dev.sublet.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.api.Role;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All vclusters that somebody may see: what they cost in a month, what of it is overhead, how well they are known. */
public final class Fleet implements Page {
    static final Set<String> OVERHEAD = Set.of("control-plane", "dns", "add-on", "snapshot");

    private static final String STATES = """
            SELECT vcluster_uid AS uid, state, version, strftime(make_timestamp(to_s * 1000000), '%Y-%m-%d') AS gone
            FROM vcluster_span
            QUALIFY row_number() OVER (PARTITION BY vcluster_uid ORDER BY from_s DESC, span_id DESC) = 1""";
    private static final String SEEN = """
            SELECT p.vcluster_uid AS uid, sum(h.seconds)::BIGINT AS seconds, sum(h.measured_s + h.bridged_s)::BIGINT AS seen
            FROM usage_hour h JOIN pod_span p USING (span_id)
            WHERE h.hour_s >= %d AND h.hour_s < %d AND p.vcluster_uid IS NOT NULL
            GROUP BY p.vcluster_uid""";
    /** The last word on when each ends, as the operator recorded it. */
    private static final String EXPIRY = """
            SELECT namespace, name, json_extract_string(change, '$.expiresAt') AS expires
            FROM lifecycle_action
            WHERE result = 'done' AND json_valid(change) AND json_extract_string(change, '$.expiresAt') IS NOT NULL AND verb <> 'access'
            QUALIFY row_number() OVER (PARTITION BY namespace, name ORDER BY at_ms DESC) = 1""";

    private final Facts facts;
    private final Clock clock;

    Fleet(Facts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * A vcluster.
     *
     * @param overheadPermille of its cost
     * @param seen share of pod seconds, such as 99.9 %; null when it is not known
     * @param expires a day; null when it never ends or nobody recorded it
     */
    public record Row(
            String uid,
            String name,
            String namespace,
            List<String> costCenters,
            Amount cost,
            Amount overhead,
            int overheadPermille,
            @Nullable String state,
            @Nullable String version,
            @Nullable String seen,
            @Nullable String expires) {}

    /**
     * The page.
     *
     * @param total of all that the person sees, also outside vclusters
     */
    public record View(
            Months month, String currency, Amount total, Amount outside, List<Row> rows, Scope scope, Chart days) {}

    @Override
    public String path() {
        return "/";
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.allOf(Role.class);
    }

    @Override
    public PageReply answer(PageRequest request) {
        Months month = Months.of(request.field("month"), clock);
        Scope scope = Scope.of(request);
        JsonNode statement = scope.statement(facts, month, "vcluster,class");
        Map<String, Row> rows = rows(statement, month);
        Amount outside = Amount.ZERO;
        for (JsonNode part : statement.path("by")) {
            outside = part.path("vclusterUid").isNull() ? outside.plus(Amount.of(part)) : outside;
        }
        List<Row> sorted = new ArrayList<>(rows.values());
        sorted.sort(
                Comparator.comparing((Row row) -> row.cost().nanos()).reversed().thenComparing(Row::name));
        View view = new View(
                month,
                statement.path("currency").asText(),
                scope.total(statement),
                outside,
                sorted,
                scope,
                days(scope.statement(facts, month, "day")));
        return PageReply.html(
                200, Templates.of("fleet", Frame.of("Fleet", path(), request.caller()), Map.of("view", view)));
    }

    static Chart days(JsonNode statement) {
        List<String> labels = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (JsonNode day : statement.path("by")) {
            if (!day.path("day").isNull()) {
                labels.add(day.path("day").asText());
                values.add(Amount.of(day).exact());
            }
        }
        return new Chart(
                "Cost by day",
                statement.path("currency").asText(),
                "day",
                labels,
                List.of(new Chart.Series("cost", values)));
    }

    private Map<String, Row> rows(JsonNode statement, Months month) {
        Map<String, Set<String>> costCenters = new HashMap<>();
        Map<String, String> namespaces = new HashMap<>();
        for (JsonNode line : statement.path("lines")) {
            String uid = line.path("vclusterUid").asText("");
            costCenters.computeIfAbsent(uid, each -> new TreeSet<>()).add(costCenter(line));
            namespaces.put(uid, line.path("vclusterNamespace").asText(""));
        }
        Map<String, JsonNode> states = byUid(facts.rows(STATES));
        Map<String, JsonNode> seen = byUid(facts.rows(SEEN.formatted(month.fromS(), month.toS())));
        Map<String, String> expiry = new HashMap<>();
        facts.rows(EXPIRY)
                .forEach(each -> expiry.put(
                        each.path("namespace").asText() + "/"
                                + each.path("name").asText(),
                        each.path("expires").asText()));
        Map<String, Row> rows = new LinkedHashMap<>();
        for (JsonNode part : statement.path("by")) {
            if (part.path("vclusterUid").isNull()) {
                continue;
            }
            String uid = part.path("vclusterUid").asText();
            Row before = rows.get(uid);
            Amount amount = Amount.of(part);
            boolean over = OVERHEAD.contains(part.path("class").asText());
            Amount cost =
                    before == null ? Amount.of(amount.nanos()) : before.cost().plus(amount);
            Amount overhead = (before == null ? Amount.ZERO : before.overhead()).plus(over ? amount : Amount.ZERO);
            JsonNode state = states.get(uid);
            String namespace = namespaces.getOrDefault(uid, "");
            String name = part.path("vcluster").asText();
            rows.put(
                    uid,
                    new Row(
                            uid,
                            name,
                            namespace,
                            List.copyOf(costCenters.getOrDefault(uid, Set.of())),
                            cost,
                            overhead,
                            overhead.permilleOf(cost),
                            state(state),
                            state == null ? null : state.path("version").asText(null),
                            share(seen.get(uid)),
                            day(expiry.get(namespace + "/" + name))));
        }
        return rows;
    }

    static String costCenter(JsonNode line) {
        String costCenter = line.path("costCenter").asText();
        return costCenter.equals("suspense") ? "no owner yet" : costCenter;
    }

    private static @Nullable String state(@Nullable JsonNode state) {
        if (state == null) {
            return null;
        }
        return state.path("gone").isNull()
                ? state.path("state").asText()
                : "gone since " + state.path("gone").asText();
    }

    private static @Nullable String day(@Nullable String time) {
        return time == null || time.length() < 10 ? null : time.substring(0, 10);
    }

    static @Nullable String share(@Nullable JsonNode seen) {
        if (seen == null || seen.path("seconds").asLong() == 0) {
            return null;
        }
        long permille = seen.path("seen").asLong() * 1000 / seen.path("seconds").asLong();
        return permille / 10 + "." + permille % 10 + " %";
    }

    private static Map<String, JsonNode> byUid(JsonNode rows) {
        Map<String, JsonNode> byUid = new HashMap<>();
        rows.forEach(row -> byUid.put(row.path("uid").asText(), row));
        return byUid;
    }
}
