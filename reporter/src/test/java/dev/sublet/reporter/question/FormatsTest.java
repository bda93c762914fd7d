package dev.sublet.reporter.question;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.hours;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.breakdown.By;
import dev.sublet.reporter.focus.FocusCheck;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One statement with hostile names, shared cost, a fee and an allowance, in every format. It is computed once and looked at in each way that a test
 * asks for; that the answer to a question is made of nothing else is held by the test of all formats at once, which asks for each by itself.
 */
class FormatsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T08:00:00Z"), ZoneOffset.UTC);
    private static final String HOSTILE = "=cmd|calc";
    private static final String SCRIPT = "<script>alert(1)</script>&amp;";
    private static final String READ = "read_csv('%s', header = true, all_varchar = true, quote = '\"')";
    private static final String PRICES = """
            currency: USD
            nodes: [{instanceType: t, perHour: 10.01}]
            volumes: [{storageClass: fast, perGiBHour: 0.0001234567}]
            """;
    private static final String POLICIES = """
            rules: [{name: +idle, share: {class: idle}, method: proportional}]
            fees: [{name: desk, perHour: 0.1, per: cost-center, income: platform}]
            allowances: [{name: free, costCenter: cc-b, perMonth: 700, fundedBy: platform}]
            """;
    private static final String COST_CENTERS = """
            entities:
              - {id: de, name: DE, accounts: {clearing: "1", dueTo: "2", dueFrom: "3"}}
              - {id: us, name: US, accounts: {clearing: "4", dueTo: "5", dueFrom: "6"}}
            costCenters:
              - {id: platform, entity: de, account: "10"}
              - {id: "=cmd|calc", entity: us, account: "20"}
              - {id: "<script>alert(1)</script>&amp;", entity: de, account: "30"}
              - {id: cc-b, entity: us, account: "40"}
            """;

    @TempDir
    Path folder;

    private static final HandLedger LEDGER = new HandLedger();
    private static final Terms TERMS = Terms.parse(new TermsTexts(Map.of(
            TermsFile.PRICES, new NamedText("prices.yaml", PRICES),
            TermsFile.POLICIES, new NamedText("policies.yaml", POLICIES),
            TermsFile.COST_CENTERS, new NamedText("cost-centers.yaml", COST_CENTERS))));
    private static final List<String> PAYERS = List.of("platform", HOSTILE, SCRIPT, "cc-b");
    /** By what is summed and whose statement it is. */
    private static final Map<ReportOptions, ReportAnswer.Seen> SEEN = new HashMap<>();

    @BeforeAll
    static void fill() {
        LEDGER.cluster("c", T0, T0 + 7 * HOUR);
        LEDGER.node("c", "n1", "t", T0, null, 7000, 13 * GIB, 0);
        pod("a", HOSTILE, 1000);
        pod("b", "cc-b", 2000);
        pod("s", SCRIPT, 333);
        LEDGER.volume("c", "pv", "fast", 12 * GIB, "ns-a", T0, null, "workload", "uid-a");
        List<ReportOptions> looks = new ArrayList<>(List.of(ReportOptions.none(), by(By.COST_CENTER, By.OWNER)));
        PAYERS.forEach(payer -> looks.add(new ReportOptions(List.of(), payer, null, null, null, null)));
        for (By by : By.values()) {
            looks.add(by(by, other(by)));
        }
        new Statements(LEDGER, LEDGER, CLOCK).glance(hours(7), TERMS, (connection, statement) -> {
            for (ReportOptions look : looks) {
                SEEN.put(look, ReportAnswer.seen(connection, statement, question(ReportFormat.JSON, look), TERMS));
            }
            return SEEN;
        });
    }

    private static By other(By by) {
        return by == By.DAY ? By.NODE : By.DAY;
    }

    private static void pod(String name, String costCenter, long millicores) {
        long span = LEDGER.pod(
                "c", "web-" + name, "ns-" + name, "n1", T0, null, "workload", "uid-" + name, millicores, GIB, 0);
        LEDGER.usage(span, T0, T0 + 7 * HOUR, 0, 0);
        LEDGER.owner("c", "vcluster", "uid-" + name, costCenter, 1_000_000, T0, null);
    }

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    private static ReportQuestion question(ReportFormat format, ReportOptions options) {
        return new ReportQuestion(hours(7), TERMS.texts(), format, options);
    }

    /** Of the statement that was computed once. */
    private static Answer ask(ReportFormat format, ReportOptions options) {
        ReportAnswer.Seen seen =
                SEEN.get(new ReportOptions(options.by(), options.costCenter(), null, null, null, null));
        return ReportAnswer.single(format, Objects.requireNonNull(seen), question(format, options), CLOCK);
    }

    /** Of a statement of its own. */
    private static Answer askAnew(ReportFormat format, ReportOptions options) {
        return ask(format, options, TERMS);
    }

    private static Answer ask(ReportFormat format, ReportOptions options, Terms terms) {
        return ReportAnswer.of(
                new Statements(LEDGER, LEDGER, CLOCK),
                new ReportQuestion(hours(7), terms.texts(), format, options),
                terms,
                CLOCK);
    }

    private String text(ReportFormat format) {
        return ask(format, ReportOptions.none()).text();
    }

    @Test
    void all_formats_at_once_are_the_same_as_one_by_one() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Answer all = askAnew(ReportFormat.ALL, ReportOptions.none());
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(all.content()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }

        assertEquals(
                ReportFormat.single().stream().map(ReportFormat::file).sorted().toList(), List.copyOf(files.keySet()));
        for (ReportFormat format :
                List.of(ReportFormat.CSV, ReportFormat.JSON, ReportFormat.FOCUS, ReportFormat.HTML)) {
            byte[] alone = askAnew(format, ReportOptions.none()).content();
            assertArrayEquals(alone, files.get(format.file()), format.label());
            assertArrayEquals(alone, ask(format, ReportOptions.none()).content(), format.label());
        }
        assertEquals(ask(ReportFormat.CSV, ReportOptions.none()).summary(), all.summary());
    }

    @Test
    void all_formats_at_once_leave_the_journal_out_where_nobody_named_legal_entities() throws IOException {
        Terms terms = Terms.parse(new TermsTexts(Map.of(TermsFile.PRICES, new NamedText("prices.yaml", PRICES))));

        Answer all = ask(ReportFormat.ALL, ReportOptions.none(), terms);

        assertTrue(String.valueOf(all.problem()).startsWith("no journal was written"), all.problem());
        assertEquals(0, all.exitCode());
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(all.content()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertFalse(entry.getName().contains("journal"));
            }
        }
    }

    private static ReportOptions focus(@Nullable String version) {
        return new ReportOptions(List.of(), null, null, version, null, null);
    }

    private static ReportOptions by(By... by) {
        return new ReportOptions(List.of(by), null, null, null, null, null);
    }

    private Path file(String name, Answer answer) throws IOException {
        return Files.write(folder.resolve(name), answer.content());
    }

    private static String sql(String select) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return plain(new BigDecimal(row.getString(1)));
        }
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private JsonNode json(ReportOptions options) throws IOException {
        return new ObjectMapper().readTree(ask(ReportFormat.JSON, options).text());
    }

    @Test
    void the_sum_is_the_same_in_every_format() throws IOException, SQLException {
        JsonNode json = json(ReportOptions.none());
        String exact = plain(new BigDecimal(json.path("totalNanos").bigIntegerValue(), 9));
        String total = json.path("total").asText();
        assertEquals("70.08", total);
        assertTrue(exact.startsWith("70.08"), exact);
        String csv = READ.formatted(file("s.csv", ask(ReportFormat.CSV, ReportOptions.none())));
        String focus = READ.formatted(file("f.csv", ask(ReportFormat.FOCUS, focus("1.3"))));
        Path parquet = file("f.parquet", ask(ReportFormat.FOCUS_PARQUET, focus("1.4")));
        assertEquals(exact, sql("SELECT sum(amount::DECIMAL(38, 9)) FROM " + csv));
        assertEquals(total, sql("SELECT sum(rounded::DECIMAL(38, 2)) FROM " + csv));
        assertEquals(exact, sql("SELECT sum(BilledCost::DECIMAL(38, 18)) FROM " + focus));
        assertEquals(total, sql("SELECT sum(x_StatementAmount::DECIMAL(38, 2)) FROM " + focus));
        assertEquals(exact, sql("SELECT sum(BilledCost) FROM read_parquet('" + parquet + "')"));
        assertTrue(text(ReportFormat.HTML).contains("70.08 USD"));
        assertTrue(text(ReportFormat.TABLE).contains("70.08"));
        assertTrue(sheets(ask(ReportFormat.XLSX, ReportOptions.none())).contains("<v>70.08</v>"));
        byte[] pdf = ask(ReportFormat.PDF, ReportOptions.none()).content();
        assertEquals("%PDF", new String(pdf, 0, 4, StandardCharsets.US_ASCII));
    }

    @Test
    void each_journal_document_is_balanced_and_all_of_them_book_the_statement() throws IOException, SQLException {
        String journal = READ.formatted(file("j.csv", ask(ReportFormat.JOURNAL, ReportOptions.none())));
        String amount = "coalesce(Debit::DECIMAL(38, 2), 0) - coalesce(Credit::DECIMAL(38, 2), 0)";

        assertEquals("2", sql("SELECT count(DISTINCT \"External ID\") FROM " + journal));
        assertEquals(
                "0",
                sql("SELECT max(abs(open)) FROM (SELECT sum(" + amount + ") AS open FROM " + journal
                        + " GROUP BY \"External ID\")"));
        assertEquals("70.08", sql("SELECT sum(" + amount + ") FROM " + journal + " WHERE Department IS NOT NULL"));
        assertEquals("0", sql("SELECT sum(" + amount + ") FROM " + journal + " WHERE Account IN ('3', '5')"));
        assertTrue(text(ReportFormat.JOURNAL).matches("(?s).*SUBLET-20261101-20261101-us-USD-D-[0-9a-f]{8},.*"));
        ReportOptions one = new ReportOptions(List.of(), "cc-b", null, null, null, null);
        assertThrows(ReportException.class, () -> askAnew(ReportFormat.JOURNAL, one));
    }

    @Test
    void each_cost_center_s_focus_rows_sum_to_its_exact_amount() throws IOException, SQLException {
        String focus = READ.formatted(file("f.csv", ask(ReportFormat.FOCUS, focus("1.2"))));
        for (JsonNode total : json(ReportOptions.none()).path("totals")) {
            String id = total.path("costCenter").asText();
            String cell = id.startsWith("=") ? "''" + id : id;
            assertEquals(
                    plain(new BigDecimal(total.path("amount").asText())),
                    sql("SELECT sum(BilledCost::DECIMAL(38, 18)) FROM " + focus + " WHERE BillingAccountId = '" + cell
                            + "'"));
        }
    }

    @Test
    void focus_files_keep_the_rules_of_their_versions() throws IOException {
        for (String version : List.of("1.2", "1.3", "1.4")) {
            Path csv = file("f.csv", ask(ReportFormat.FOCUS, focus(version)));
            Path parquet = file("f.parquet", ask(ReportFormat.FOCUS_PARQUET, focus(version)));
            assertEquals(List.of(), FocusCheck.violations(csv, null), version);
            assertEquals(List.of(), FocusCheck.violations(parquet, null), version);
        }
    }

    @Test
    void a_cost_center_s_own_focus_file_keeps_the_rules_and_names_nobody_else() throws IOException, SQLException {
        for (String version : List.of("1.2", "1.3", "1.4")) {
            JsonNode totals = json(ReportOptions.none()).path("totals");
            assertTrue(totals.size() > 2, totals.toString());
            for (JsonNode total : totals) {
                String id = total.path("costCenter").asText();
                ReportOptions alone = new ReportOptions(List.of(), id, null, version, null, null);
                Answer answer = ask(ReportFormat.FOCUS, alone);
                Path csv = file("own.csv", answer);
                assertEquals(List.of(), FocusCheck.violations(csv, null), version + " " + id);
                assertEquals(
                        plain(new BigDecimal(total.path("amount").asText())),
                        sql("SELECT sum(BilledCost::DECIMAL(38, 18)) FROM " + READ.formatted(csv)));
                if (!version.equals("1.2")) {
                    assertEquals(
                            "0",
                            sql("SELECT count(*) FROM " + READ.formatted(csv) + " WHERE x_Charge = 'elsewhere' AND"
                                    + " (AllocatedMethodDetails LIKE '%Usage%' OR PricingQuantity IS NOT NULL)"),
                            "what others took of a shared cost");
                }
                for (String other : List.of("cc-b", HOSTILE, "alert(1)")) {
                    assertTrue(id.contains(other) || !answer.text().contains(other), version + " " + id + " " + other);
                }
            }
        }
    }

    @Test
    void the_checker_finds_what_was_changed() throws IOException {
        String focus = ask(ReportFormat.FOCUS, focus("1.3")).text();
        assertFound(focus.replaceFirst("Usage-Based", "Often"), "ChargeFrequency 'Often' is none of");
        assertFound(focus.replaceFirst("2026-11-01T00:00:00Z", "2026-11-01 00:00"), "is not a time");
        assertFound(focus.replaceFirst(",USD,", ",,"), "BillingCurrency null must not be null");
        assertFound(focus.replaceFirst(",USD,", ",Dollar,"), "is not a currency code");
        assertFound(focus.replaceFirst("BilledCost", "Billed"), "column BilledCost is missing");
        assertFound(focus.replaceFirst("x_Charge", "x_charge"), "must be written x_PascalCase");
        assertFound(focus.replaceFirst("AllocatedRatio\"\":0", "AllocatedRatio\"\":1"), "not to 1");
        assertFound(focus.replaceFirst(",Core-Hours,", ",core_hours,"), "is not a unit");
        assertFound(focus.replaceFirst(",Standard,", ",NULL,"), "stands for null");
        assertFound(focus.replaceFirst(",Standard,([0-9.]+)", ",Standard,9$1"), "PricingQuantity");
    }

    private void assertFound(String text, String violation) throws IOException {
        Path file = Files.writeString(folder.resolve("mutated.csv"), text);
        List<String> found = FocusCheck.violations(file, null);
        assertTrue(found.stream().anyMatch(line -> line.contains(violation)), violation + " in " + found);
    }

    @Test
    void amounts_by_anything_sum_to_the_statement() throws IOException {
        JsonNode whole = json(ReportOptions.none());
        for (By by : By.values()) {
            BigDecimal exact = BigDecimal.ZERO;
            BigDecimal rounded = BigDecimal.ZERO;
            for (JsonNode row : json(by(by, other(by))).path("by")) {
                exact = exact.add(new BigDecimal(row.path("amount").asText()));
                rounded = rounded.add(new BigDecimal(row.path("rounded").asText()));
            }
            assertEquals(new BigDecimal(whole.path("totalNanos").bigIntegerValue(), 9), exact, by.label());
            assertEquals(new BigDecimal(whole.path("total").asText()), rounded, by.label());
        }
        assertThrows(ReportException.class, () -> askAnew(ReportFormat.PDF, by(By.DAY)));
    }

    @Test
    void hostile_names_are_harmless_in_every_format() throws IOException {
        String csv = text(ReportFormat.CSV);
        assertTrue(csv.contains(",'=cmd|calc,"), csv);
        assertTrue(csv.contains(",'+idle,"), csv);
        String html = text(ReportFormat.HTML);
        assertFalse(html.contains("<script"), html);
        assertTrue(html.contains("&lt;script&gt;"), html);
        assertFalse(html.replace("http://www.w3.org", "").contains("http"), html);
        String sheets = sheets(ask(ReportFormat.XLSX, by(By.COST_CENTER, By.OWNER)));
        assertTrue(sheets.contains("=cmd|calc"), sheets);
        assertFalse(sheets.contains(">=cmd"), sheets);
        assertFalse(sheets.contains("<script"), sheets);
        assertFalse(sheets.contains("<f>"), sheets);
        assertFalse(ask(ReportFormat.FOCUS, focus("1.3")).text().contains(",="));
        assertFalse(text(ReportFormat.JOURNAL).contains(",="));
    }

    @Test
    void a_decimal_comma_brings_semicolons() {
        ReportOptions german = new ReportOptions(List.of(), SCRIPT, "de", null, null, null);
        String csv = ask(ReportFormat.CSV, german).text();
        assertTrue(csv.startsWith("from;to;"), csv);
        assertTrue(csv.lines().skip(1).allMatch(line -> line.matches(".*;-?\\d+,\\d\\d;-?\\d+,\\d{9};-?\\d+")), csv);
        assertTrue(ask(ReportFormat.HTML, german).text().matches("(?s).*\\d,\\d\\d USD.*"));
        ReportOptions nowhere = new ReportOptions(List.of(), null, "qq", null, null, null);
        assertThrows(ReportException.class, () -> askAnew(ReportFormat.CSV, nowhere));
    }

    @Test
    void a_journal_without_cost_centers_says_what_it_needs() {
        Terms terms = Terms.parse(TermsTexts.of(TermsFile.PRICES, new NamedText("prices.yaml", PRICES)));
        ReportException refused =
                assertThrows(ReportException.class, () -> ask(ReportFormat.JOURNAL, ReportOptions.none(), terms));
        assertEquals(
                "a journal needs legal entities and accounts; name the cost center file with --cost-centers FILE",
                refused.getMessage());
    }

    private String sheets(Answer answer) throws IOException {
        List<String> parts = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file("s.xlsx", answer).toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().startsWith("xl/worksheets")
                        || entry.getName().contains("sharedStrings")) {
                    parts.add(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return String.join("\n", parts);
    }
}
