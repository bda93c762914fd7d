package dev.sublet.reporter.question;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.hours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.reporter.breakdown.By;
import dev.sublet.reporter.explain.Bridges;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.Fixture;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsTexts;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seven vclusters that two cost centers of three share, so that nearly every amount ends within a cent: whoever sums them sees the same cents. */
class SameCentsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T08:00:00Z"), ZoneOffset.UTC);
    private static final Terms TERMS = Fixture.terms(
            "currency: USD\nnodes: [{instanceType: t, perHour: 23.0123457}]",
            "rules: [{name: idle, share: {class: idle}, method: proportional}]");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HandLedger ledger = new HandLedger();

    @BeforeEach
    void fill() {
        ledger.cluster("c", T0, T0 + 13 * HOUR);
        ledger.node("c", "n1", "t", T0, null, 64_000, 128 * GIB, 0);
        for (int v = 0; v < 7; v++) {
            pod("vc" + v, v, "control-plane", 310);
            pod("web" + v, v, "workload", 1000 + 733L * v);
            ledger.owner("c", "vcluster", "uid-v" + v, "cc-" + v % 3, 410_000, T0, null);
            ledger.owner("c", "vcluster", "uid-v" + v, "cc-" + (v + 1) % 3, 590_000, T0, null);
        }
    }

    private void pod(String name, int v, String podClass, long millicores) {
        long span = ledger.pod("c", name, "ns" + v, "n1", T0, null, podClass, "uid-v" + v, millicores, GIB, 0);
        for (int hour = 0; hour < 13; hour++) {
            long fromS = T0 + hour * HOUR;
            ledger.usage(span, fromS, fromS + HOUR, 900_000L * (hour + v), GIB * (1 + hour % 3));
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Answer report(Period period, ReportFormat format, List<By> by) {
        return ReportAnswer.of(
                new Statements(ledger, ledger, CLOCK),
                new ReportQuestion(
                        period, TermsTexts.none(), format, new ReportOptions(by, null, null, null, null, null), true),
                TERMS,
                CLOCK);
    }

    private Map<String, BigDecimal> lines(Period period, Function<JsonNode, String> by) throws IOException {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode line : JSON.readTree(
                        report(period, ReportFormat.JSON, List.of()).text())
                .get("lines")) {
            sums.merge(by.apply(line), new BigDecimal(line.get("rounded").asText()), BigDecimal::add);
        }
        return sums;
    }

    private Map<String, BigDecimal> by(String names, Function<JsonNode, String> key) throws IOException {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode row : JSON.readTree(
                        report(hours(13), ReportFormat.JSON, By.parse(names)).text())
                .get("by")) {
            sums.merge(key.apply(row), new BigDecimal(row.get("rounded").asText()), BigDecimal::add);
        }
        return sums;
    }

    private static String vcluster(JsonNode node) {
        return node.get("vcluster").asText();
    }

    /** The last cell of each row of a table whose cells of the first columns make the key. */
    private static Map<String, BigDecimal> rows(String table, int... columns) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        table.lines()
                .filter(line -> line.startsWith("cc-") && !line.contains("  all of "))
                .forEach(line -> {
                    String[] cells = line.trim().split(" {2,}", -1);
                    StringBuilder key = new StringBuilder();
                    Arrays.stream(columns).forEach(column -> key.append(cells[column]));
                    sums.merge(key.toString(), new BigDecimal(cells[cells.length - 1]), BigDecimal::add);
                });
        return sums;
    }

    @Test
    void sums_of_a_statement_show_the_same_cents_by_whatever_they_are_asked_for() throws IOException {
        Map<String, BigDecimal> vclusters = lines(hours(13), SameCentsTest::vcluster);
        assertEquals(vclusters, by("vcluster", SameCentsTest::vcluster));
        assertEquals(vclusters, by("cost-center,vcluster", SameCentsTest::vcluster));
        assertEquals(vclusters, by("vcluster,day", SameCentsTest::vcluster));
        assertEquals(vclusters, by("vcluster,node,class", SameCentsTest::vcluster));
        String table = report(hours(13), ReportFormat.TABLE, List.of()).text();
        assertEquals(vclusters, rows(table, 1), table);
        Function<JsonNode, String> payer = node -> node.get("costCenter").asText();
        assertEquals(lines(hours(13), payer), by("cost-center,owner", payer));
        assertEquals(lines(hours(13), payer), rows(table, 0), table);
        Function<JsonNode, String> podClass = node -> node.get("class").asText();
        assertEquals(lines(hours(13), podClass), by("class", podClass));
        assertEquals(lines(hours(13), podClass), by("class,virtual-namespace", podClass));
        Function<JsonNode, String> all = node -> "all";
        assertEquals(lines(hours(13), all), by("node,day", all));
    }

    @Test
    void no_line_and_no_sum_of_a_vcluster_is_a_whole_cent_off() throws IOException {
        JsonNode statement =
                JSON.readTree(report(hours(13), ReportFormat.JSON, List.of()).text());
        Map<String, BigDecimal> off = new TreeMap<>();
        for (JsonNode line : statement.get("lines")) {
            BigDecimal one = new BigDecimal(line.get("rounded").asText())
                    .subtract(new BigDecimal(line.get("amount").asText()));
            String payer = line.get("costCenter").asText();
            off.merge(payer, one, BigDecimal::add);
            off.merge(payer + vcluster(line), one, BigDecimal::add);
            off.merge(payer + vcluster(line) + line.get("class").asText(), one, BigDecimal::add);
            assertTrue(one.abs().compareTo(new BigDecimal("0.01")) < 0, line.toString());
        }
        off.forEach((what, moved) -> assertTrue(moved.abs().compareTo(new BigDecimal("0.01")) < 0, what + " " + moved));
    }

    @Test
    void overhead_and_explanation_show_the_cents_of_the_statement() throws IOException {
        Map<String, BigDecimal> vclusters = lines(hours(13), SameCentsTest::vcluster);
        String overhead = OverheadAnswer.of(
                        ledger,
                        new OverheadQuestion(hours(13), TermsTexts.none(), Format.TABLE, OverheadOptions.none()),
                        TERMS)
                .text();
        Map<String, BigDecimal> shown = new TreeMap<>();
        overhead.lines().filter(line -> line.matches("v\\d .*")).forEach(line -> {
            String[] cells = line.split(" {2,}", -1);
            shown.put(cells[0], new BigDecimal(cells[4]));
        });
        assertEquals(vclusters, shown, overhead);
        Map<String, BigDecimal> payers =
                lines(hours(13), node -> node.get("costCenter").asText());
        String before =
                "(" + lines(new Period(T0, T0 + 6 * HOUR), node -> "all").get("all");
        String why = WhyAnswer.of(
                        ledger,
                        new WhyQuestion(
                                new Bridges.Asked(
                                        hours(13), "now", new Period(T0, T0 + 6 * HOUR), "before", null, false),
                                TermsTexts.none(),
                                Format.TABLE),
                        TERMS)
                .text();
        payers.forEach((payer, cents) -> assertTrue(
                why.lines()
                        .anyMatch(line ->
                                line.startsWith(payer + " pays") && line.contains("(" + cents + " instead of ")),
                payer + " " + cents + " in " + why));
        assertTrue(why.contains(before.replace("(", "instead of ") + ")"), why);
    }
}
