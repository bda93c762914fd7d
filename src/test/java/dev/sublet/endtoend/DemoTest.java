package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
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
        Cli audit = Cli.run("audit", "search", "--vcluster", "payments", "--limit", "20", "--data", data);
        assertTrue(demo.out().contains("audit search --vcluster payments --limit 20"), demo.out());
        assertEquals(22, audit.out().lines().count(), audit.out() + audit.err());
        assertTrue(audit.out().contains("@example.com"), audit.out());
        Cli counted = Cli.run(
                "query",
                "SELECT (SELECT count(*) FROM audit_event) AS kept, (SELECT count(*) FROM audit_set_aside) AS aside",
                "--format",
                "csv",
                "--data",
                data);
        assertTrue(counted.out().strip().matches("kept,aside\\R[1-9][0-9]{2,3},0"), counted.out() + counted.err());
        String month = YearMonth.now(ZoneOffset.UTC).minusMonths(1).toString();
        String file = folder.resolve("statement.csv").toString();
        Cli written = Cli.run("report", "--month", month, "--format", "csv", "-o", file, "--data", data);
        assertTrue(written.out().matches("wrote .*statement.csv: [0-9]+ lines, total [0-9.]+ USD\\R"), written.out());
        Cli refused = Cli.run("replay", "nowhere", "--data", data);
        assertEquals(2, refused.exitCode(), refused.err());
    }
}
