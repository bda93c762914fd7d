package dev.sublet.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.Problem;
import dev.sublet.collector.CollectorSettings;
import dev.sublet.http.HttpSettings;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.query.SelectLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
    @TempDir
    private Path folder = Path.of("");

    private DaemonSettings read(String yaml) throws IOException {
        Path file = folder.resolve("sublet.yaml");
        Files.writeString(file, yaml);
        return SettingsFile.read(file);
    }

    private static String example() throws IOException {
        try (InputStream stream = SettingsFile.class.getResourceAsStream("/sublet.example.yaml")) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void the_example_shows_the_defaults() throws IOException {
        DaemonSettings settings = read(example());
        assertEquals(CollectorSettings.defaults("my-cluster"), settings.collector());
        assertEquals(HttpSettings.loopback(8080), settings.http());
        assertEquals(LedgerSettings.defaults(), settings.ledger());
        assertEquals(SelectLimits.defaults(), settings.query());
        assertEquals(folder.resolve("data"), settings.data());
        assertEquals(ZoneId.of("UTC"), settings.billingZone());
    }

    @Test
    void every_setting_that_is_commented_out_in_the_example_is_one() throws IOException {
        Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
        Files.writeString(folder.resolve("receiver-ca.pem"), "a certificate\n");
        Files.writeString(folder.resolve("audit.key"), "0123456789abcdef0123456789abcdef\n");
        for (String file : new String[] {"slack-bot-token", "slack-signing-secret", "slack-app-token"}) {
            Files.writeString(folder.resolve(file), "0123456789abcdef\n");
        }
        String all = example()
                .replace("  sources: []\n", "  sources:\n")
                .replaceAll("(?m)^( *)#(\\S|  )", "$1$2")
                .replace("/etc/sublet/audit-payments.token    # or token: …", "token")
                .replace("/etc/sublet/audit.key", "audit.key")
                .replace("/etc/sublet/oidc.secret", "token")
                .replace("insecure: false\n", "");
        DaemonSettings settings = read(all);
        assertEquals("prod", settings.collector().context());
        assertEquals(1, settings.auditSources().size());
        assertEquals("0123456789abcdef", settings.auditSources().get(0).token());
        assertEquals(new AuditKey("0123456789abcdef0123456789abcdef"), settings.auditKey());
        assertFalse(settings.toString().contains("0123456789abcdef"));
    }

    @Test
    void a_key_that_is_short_or_not_there_is_one_line() throws IOException {
        Files.writeString(folder.resolve("audit.key"), "short");
        for (String file : new String[] {"audit.key", "nowhere.key"}) {
            Problem problem = assertThrows(
                    Problem.class, () -> read("{collector: {clusterName: c}, audit: {key: " + file + "}}"));
            assertEquals(2, problem.exitCode());
            assertEquals(1, String.valueOf(problem.getMessage()).lines().count());
            assertTrue(String.valueOf(problem.getMessage()).contains("audit.key"), problem.getMessage());
            assertFalse(String.valueOf(problem.getMessage()).contains("short"), problem.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        collector: {}                                              | collector.clusterName is missing; see sublet run --example
        {collector: {clusterName: c}, colour: red}                 | there is no setting colour; correct its spelling after sublet run --example
        {collector: {clusterName: c, kubelet: {scheem: http}}}     | there is no setting collector.kubelet.scheem; correct its spelling after sublet run --example
        {collector: {clusterName: c, interval: soon}}              | collector.interval is soon; it must be a duration such as 500ms, 30s, 5m or 1h
        {collector: {clusterName: c, kubelet: {insecure: maybe}}}  | collector.kubelet.insecure is maybe; it must be true or false
        {collector: {clusterName: c, kubelet: {access: magic}}}    | collector.kubelet.access is magic; it must be one of direct, api-proxy
        {collector: {clusterName: c}, http: {port: 99999}}         | http.port is 99999; it must be between 0 and 65535
        {collector: {clusterName: c}, http: {port: http}}          | http.port is http; it must be a whole number
        {collector: {clusterName: c}, audit: {bodyBytesMax: 1TB}}  | audit.bodyBytesMax is 1TB; it must be a size such as 65536, 64KiB, 32MiB or 1GiB
        {collector: {clusterName: c}, audit: {sources: [{name: a, token: short}]}} | audit.sources[0].token is (hidden); it must be at least 16 characters long
        {collector: {clusterName: c}, audit: {sources: [{name: a}]}} | audit.sources[0].token is (hidden); it must be given, or tokenFile, and not both
        {collector: {clusterName: c}, billing: {zone: Mars/Base}}  | billing.zone is Mars/Base; it must be a time zone such as UTC, Europe/Berlin or Asia/Kolkata
        {collector: {clusterName: c}, ledger: {maxReaders: 0}}     | ledger.maxReaders is 0; it must be at least 1
        {collector: {clusterName: c}, ledger: {seal: {hourAfter: -1m}}}  | ledger.seal.hourAfter is -1m; it must be a duration such as 500ms, 30s, 5m or 1h
        {collector: {clusterName: c}, ledger: {seal: {rowsPerPart: 0}}}  | ledger.seal.rowsPerPart is 0; it must be at least 1
        {collector: {clusterName: c}, ledger: {retention: {audit: P1T}}} | ledger.retention.audit is P1T; it must be a period such as P400D, P13M or P7Y, or forever
        {collector: {clusterName: c}, ledger: {retention: {usage: P0D}}} | ledger.retention.usage is P0D; it must be positive, or forever
        {collector: {clusterName: c}, ledger: {retention: {hour: P1D}}}  | there is no setting ledger.retention.hour; correct its spelling after sublet run --example
        """)
    void what_is_wrong_is_named(String yaml, String message) {
        Problem problem = assertThrows(Problem.class, () -> read(yaml));
        assertEquals(2, problem.exitCode());
        assertEquals("settings " + folder.resolve("sublet.yaml") + ": " + message, problem.getMessage());
    }

    @Test
    void what_is_kept_can_be_kept_for_ever_or_for_a_period() throws IOException {
        DaemonSettings settings =
                read("{collector: {clusterName: c}, ledger: {retention: {usage: forever, hours: P7Y, audit: P13M}}}");
        assertEquals(
                new LedgerSettings.Retention(
                        Optional.empty(), Optional.of(Period.ofYears(7)), Optional.of(Period.ofMonths(13))),
                settings.ledger().retention());
    }

    @Test
    void text_that_is_no_yaml_and_a_missing_file_are_one_line() {
        for (String yaml : new String[] {"collector: [", "a: 1\na: 2", "- x"}) {
            Problem problem = assertThrows(Problem.class, () -> read(yaml));
            assertEquals(1, String.valueOf(problem.getMessage()).lines().count(), yaml);
        }
        assertThrows(Problem.class, () -> SettingsFile.read(folder.resolve("nowhere.yaml")));
    }

    @Test
    void a_token_is_never_printed() throws IOException {
        String secret = "very-secret-token-1";
        DaemonSettings settings =
                read("{collector: {clusterName: c}, audit: {sources: [{name: a, token: " + secret + "}]}}");
        assertFalse(settings.toString().contains(secret));
        assertTrue(settings.toString().contains("clusterName=c"));
    }
}
