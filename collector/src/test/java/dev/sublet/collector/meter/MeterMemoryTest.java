package dev.sublet.collector.meter;

import static dev.sublet.collector.meter.Bench.START_S;
import static dev.sublet.collector.meter.Bench.pod;
import static dev.sublet.collector.meter.Bench.stats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.usage.UsageRow;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MeterMemoryTest {
    private static MeterState state(byte[] bytes) {
        return new MeterState(START_S, START_S + 20, StateBytes.of(bytes), List.of());
    }

    @Test
    void a_state_of_schema_version_1_is_taken_up_as_it_was_left() throws IOException {
        Bench bench = new Bench();
        try (InputStream file = MeterMemoryTest.class.getResourceAsStream("state-1.json")) {
            bench.ledger.resume(state(Objects.requireNonNull(file).readAllBytes()));
        }
        bench.restart(30, pod("web", -10, 150, "Running", null), Bench.volume("Bound"));
        bench.tick(30, stats("web", -10, 30, 4.25));

        List<UsageRow> web =
                bench.ledger.tail.stream().filter(row -> row.spanId() == 5).toList();
        assertEquals(START_S + 20, web.get(0).fromS());
        assertEquals(START_S + 30, web.get(0).toS());
        assertEquals(1_250, web.get(0).cpuCoreMs());
        bench.tickWith(40, Bench.at(39, 54), stats("web", -10, 40, 5));
        assertEquals(START_S + 16, bench.ledger.rows.get(0).toS(), "the job's last row");
    }

    @Test
    void a_state_that_is_cut_short_or_of_a_newer_kind_is_refused_in_one_line() {
        Bench bench = new Bench();
        bench.seen(0, pod("web", -10));
        bench.tick(0, stats("web", -10, 0, 1));
        byte[] bytes = bench.ledger.lastState("cluster").orElseThrow().state().toArray();
        byte[] cut = Arrays.copyOf(bytes, 8);
        assertTrue(assertThrows(LedgerException.class, () -> MeterMemory.parse(state(cut)))
                .getMessage()
                .contains("the meter's state in the ledger"));
        bytes[0]++;
        assertTrue(assertThrows(LedgerException.class, () -> MeterMemory.parse(state(bytes)))
                .getMessage()
                .contains("use a newer sublet"));
    }
}
