package dev.sublet.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.reporter.auditsearch.AuditQuery;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.AuditSearchQuestion;
import dev.sublet.reporter.question.UsageQuestion;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.usage.UsagePer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists without an end, a page at a time: the header {@code Link} leads to the next one (RFC 8288). */
final class Paging {
    static final List<Parameter> PARAMETERS = List.of(Parameter.query("limit"), Parameter.query("cursor"));

    private static final int USAGE_LIMIT = 1000;
    private static final int USAGE_LIMIT_MAX = 10_000;
    private static final int AUDIT_LIMIT = 100;
    private static final int AUDIT_LIMIT_MAX = 10_000;
    /** As the command knows it. */
    private static final int AUDIT_EVENTS_MAX = 100_000;

    private static final Pattern ROW = Pattern.compile("\\d{1,9}");
    private static final Pattern MOMENT = Pattern.compile("(\\d{1,12})-(\\d{1,6})");

    private final Desk desk;
    private final Periods periods;

    Paging(Desk desk, Periods periods) {
        this.desk = desk;
        this.periods = periods;
    }

    Reply usage(Call call) {
        Period window = periods.window(call);
        String by = call.query("by", UsagePer.VCLUSTER.label());
        UsagePer per = UsagePer.valueOf(by.toUpperCase(Locale.ROOT));
        Format format = call.format();
        Answer answer = desk.ask(new UsageQuestion(per, window.fromS(), window.toS(), format));
        if (format != Format.JSON) {
            refusePaging(call);
            return Desk.reply(answer, call.form());
        }
        String cursor = call.query("cursor", "0");
        if (!ROW.matcher(cursor).matches()) {
            throw badCursor();
        }
        int from = Integer.parseInt(cursor);
        int limit = call.limit(USAGE_LIMIT, USAGE_LIMIT_MAX);
        JsonNode rows = Trees.read(answer.text());
        int to = (int) Math.min((long) from + limit, rows.size());
        if (from == 0 && to == rows.size()) {
            return Desk.reply(answer, Form.JSON);
        }
        Reply page = Desk.json(answer, Trees.rows(rows, Math.min(from, to), to));
        return to < rows.size() ? page.with("Link", next("/usage", call, Integer.toString(to))) : page;
    }

    /** Newest last, as the command has them; the next page is what was before. */
    Reply audit(Call call) {
        Period window = periods.window(call);
        int limit = call.limit(AUDIT_LIMIT, AUDIT_LIMIT_MAX);
        Cursor cursor = Cursor.parse(call.query("cursor"), window.toS());
        if (limit + cursor.skip() > AUDIT_EVENTS_MAX) {
            throw new ApiProblem(
                    422, "more than " + AUDIT_EVENTS_MAX + " events are of one second; narrow the search otherwise");
        }
        Answer answer = desk.ask(new AuditSearchQuestion(
                new AuditQuery(
                        call.query("vcluster"),
                        call.query("user"),
                        call.query("verb"),
                        call.query("resource"),
                        call.query("namespace"),
                        window.fromS(),
                        Math.min(window.toS(), cursor.toS()),
                        limit + cursor.skip()),
                call.format()));
        if (call.format() != Format.JSON) {
            if (call.query("cursor") != null) {
                refusePaging(call);
            }
            return Desk.reply(answer, call.form());
        }
        JsonNode rows = Trees.read(answer.text());
        int size = Math.max(0, rows.size() - cursor.skip());
        Reply page = cursor.skip() == 0 ? Desk.reply(answer, Form.JSON) : Desk.json(answer, Trees.rows(rows, 0, size));
        return size < limit ? page : page.with("Link", next("/audit/events", call, cursor.before(rows, size)));
    }

    /**
     * Where a page ends: events before {@code toS} but for the newest {@code skip} of them, which earlier pages had. Times of
     * questions are whole seconds, so events of one second may lie on both sides of a page's end.
     */
    private record Cursor(long toS, int skip) {
        static Cursor parse(@Nullable String text, long endS) {
            if (text == null) {
                return new Cursor(endS, 0);
            }
            Matcher matcher = MOMENT.matcher(text);
            if (!matcher.matches()) {
                throw badCursor();
            }
            return new Cursor(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }

        String before(JsonNode rows, int size) {
            long oldestS = second(rows.get(0));
            int told = oldestS + 1 == toS ? skip : 0;
            for (int index = 0; index < size && second(rows.get(index)) == oldestS; index++) {
                told++;
            }
            return (oldestS + 1) + "-" + told;
        }

        private static long second(JsonNode row) {
            return Instant.parse(row.path("time").asText()).getEpochSecond();
        }
    }

    private static ApiProblem badCursor() {
        return ApiProblem.wrong("cursor is none that this list gave; take the one of the header Link");
    }

    private static void refusePaging(Call call) {
        if (call.query("limit") != null || call.query("cursor") != null) {
            throw ApiProblem.wrong("limit and cursor go with format json; leave them away, or take json");
        }
    }

    private static String next(String path, Call call, String cursor) {
        Map<String, String> query = new TreeMap<>();
        call.query().forEach((name, values) -> query.put(name, values.get(0)));
        query.put("cursor", cursor);
        StringBuilder link = new StringBuilder("<").append(Api.BASE).append(path);
        char separator = '?';
        for (Map.Entry<String, String> each : query.entrySet()) {
            link.append(separator)
                    .append(each.getKey())
                    .append('=')
                    .append(URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return link.append(">; rel=\"next\"").toString();
    }
}
