package dev.sublet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T00:00:00Z"), ZoneOffset.UTC);
    /** Of "abc", from FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String OTHER = "cb8379ac2098aa165029e3938a51da0bcecfc008fd6795f401178647f96c5b34";

    @TempDir
    private Path folder = Path.of("");

    private TokenFile read(String text) throws IOException {
        return new TokenFile(Files.writeString(folder.resolve("tokens.yaml"), text), CLOCK);
    }

    private void wrong(String part, String text) {
        Problem problem = assertThrows(Problem.class, () -> read(text));
        String line = String.valueOf(problem.getMessage());
        assertEquals(2, problem.exitCode());
        assertTrue(line.contains(part) && line.lines().count() == 1, line);
        assertFalse(line.contains("secret"), line);
    }

    @Test
    void a_token_is_known_by_its_digest_until_its_day() throws IOException {
        TokenFile file = read("tokens: [{name: ada, role: owner, costCenters: [a, b], sha256: " + ABC
                + ", expires: 2026-11-21}, {name: bob, role: finance, costCenters: ['*'], sha256: " + OTHER
                + ", expires: 2026-11-20}]");
        Caller ada = file.caller("abc").orElseThrow();
        assertEquals(new Caller("ada", Set.of(Role.OWNER), Optional.of(Set.of("a", "b"))), ada);
        assertTrue(ada.sees("a") && !ada.sees("c"));
        assertTrue(file.caller(ABC).isEmpty());
        assertTrue(file.caller("def").isEmpty());
    }

    @Test
    void whatever_is_wrong_is_said_in_one_line_without_a_token() {
        wrong("needs tokens", "");
        wrong("costCenters", "tokens: [{name: ada, role: owner, sha256: " + ABC + "}]");
        wrong("costCenters", "tokens: [{name: ada, role: owner, costCenters: ['*', a], sha256: " + ABC + "}]");
        wrong("boss", "tokens: [{name: ada, role: boss, costCenters: [a], sha256: " + ABC + "}]");
        wrong("SHA-256", "tokens: [{name: ada, role: owner, costCenters: [a], sha256: my-secret}]");
        wrong("token", "tokens: [{name: ada, role: owner, costCenters: [a], token: secret}]");
        wrong("2026", "tokens: [{name: ada, role: owner, costCenters: [a], sha256: " + ABC + ", expires: 2026}]");
        wrong("line", "tokens: [{name: secret");
        String ada = "{name: ada, role: owner, costCenters: [a], sha256: " + ABC + "}";
        wrong("twice", "tokens: [" + ada + ", " + ada.replace("ada", "ADA").replace(ABC, OTHER) + "]");
        wrong("one sha256", "tokens: [" + ada + ", " + ada.replace("ada", "bob") + "]");
    }

    @Test
    void a_token_is_taken_back_while_the_process_runs_and_a_broken_file_changes_nothing() throws IOException {
        TokenFile file = read("tokens: [{name: ada, role: owner, costCenters: [a], sha256: " + ABC + "}]");
        Files.writeString(folder.resolve("tokens.yaml"), "tokens: [{");
        file.refresh();
        assertTrue(file.caller("abc").isPresent());
        Files.writeString(
                folder.resolve("tokens.yaml"),
                "tokens: [{name: bob, role: owner, costCenters: [a], sha256: " + OTHER + "}]");
        file.refresh();
        assertTrue(file.caller("abc").isEmpty());
    }

    @Test
    void the_remembered_keys_are_bounded() {
        Idempotency keys = new Idempotency();
        int[] done = {0};
        for (int key = 0; key <= Idempotency.KEYS_MAX; key++) {
            keys.once("ada", "k" + key, "x", () -> Reply.json(200, "{}" + done[0]++));
        }
        keys.once("ada", "k1", "x", () -> Reply.json(200, "{}" + done[0]++));
        assertEquals(Idempotency.KEYS_MAX + 1, done[0]);
        keys.once("ada", "k0", "x", () -> Reply.json(200, "{}" + done[0]++));
        assertEquals(Idempotency.KEYS_MAX + 2, done[0]);
    }
}
