package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void shows_last_months_statement_that_adds_up_and_leaves_data_that_is_proven() {
        String data = folder.toString();
        Cli demo = Cli.run("demo", "--once", "--data", data);
        assertEquals(0, demo.exitCode(), demo.err());
        for (String word :
                new String[] {"payments", "no owner yet", "idle", "system", "= cost of nodes and other assets"}) {
            assertTrue(demo.out().contains(word), word);
        }
        Cli verified = Cli.run("verify", "--data", data);
        assertEquals(0, verified.exitCode(), verified.out());
        Cli overhead = Cli.run("overhead", "--data", data);
        assertTrue(overhead.out().contains("control-plane cpu"), overhead.out() + overhead.err());
        Cli refused = Cli.run("replay", "nowhere", "--data", data);
        assertEquals(2, refused.exitCode(), refused.err());
    }
}
