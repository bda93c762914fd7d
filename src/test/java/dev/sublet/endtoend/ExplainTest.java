package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
    @TempDir
    private Path data = Path.of("");

    private Cli run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void explain_goes_from_the_whole_to_a_pod_hour_and_says_why_it_changed() throws IOException {
        SmallLedger.write(data);
        long from = SmallLedger.FROM.getEpochSecond();
        SimulatedLedger.sql(
                data,
                "INSERT INTO node_span VALUES (9, '" + SmallLedger.CLUSTER + "', 'node-1', 'node', " + from
                        + ", NULL, 4000, 3900, 16777216, 15728640, 0, 'm5.xlarge', NULL, NULL, NULL, false, NULL)",
                "INSERT INTO owner_span VALUES (1, '" + SmallLedger.CLUSTER
                        + "', 'vcluster', 'v-1', 'cc-1', NULL, 1000000," + " 'namespace', " + from + ", NULL, " + from
                        + ")");
        Files.writeString(
                data.resolve("prices.yaml"), "currency: USD\nnodes: [{instanceType: m5.xlarge, perHour: 0.192}]\n");

        Cli whole = run("explain", "--month", "2026-09");
        assertEquals(0, whole.exitCode(), whole.err());
        assertTrue(whole.out().contains("cost center"), whole.out());
        assertTrue(whole.out().contains("the largest part: sublet explain --month 2026-09 --data "), whole.out());

        Cli hour = run(
                "explain",
                "--month",
                "2026-09",
                "--cost-center=cc-1",
                "--pod",
                "web-1",
                "--resource",
                "cpu",
                "--hour",
                "2026-09-30T10:00:00Z");
        assertEquals(0, hour.exitCode(), hour.err());
        assertTrue(hour.out().contains("nodes, m5.xlarge, valid since ever"), hour.out());
        assertTrue(hour.out().contains("cost x weight // D"), hour.out());

        Cli nobody = run("explain", "--month", "2026-09", "--cost-center", "cc-2");
        assertEquals(2, nobody.exitCode());
        assertEquals(1, nobody.err().lines().count(), nobody.err());
        assertTrue(nobody.err().contains("there is cc-1"), nobody.err());

        Cli why = run("explain", "--month", "2026-10", "--against", "2026-09", "--cost-center", "cc-1");
        assertEquals(0, why.exitCode(), why.err());
        assertTrue(why.out().startsWith("cc-1 pays "), why.out());
        assertTrue(why.out().contains("less than in 2026-09") && why.out().contains("fewer days"), why.out());

        Cli wrong = run("explain", "--month", "2026-10", "--against", "2026-09", "--pod", "web-1");
        assertEquals(2, wrong.exitCode());
        System.out.println(whole.out() + hour.out() + why.out());
    }
}
