package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.seal.UpkeepStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
    @TempDir
    Path data;

    private Ledger open() {
        return Ledger.open(data, Samples.settings(), Seals.CLOCK);
    }

    static List<UpkeepStep> upkeep(Ledger ledger) {
        List<UpkeepStep> steps = new ArrayList<>();
        for (Optional<UpkeepStep> step = ledger.upkeep(Due.NOW); step.isPresent(); step = ledger.upkeep(Due.NOW)) {
            steps.add(step.get());
            assertTrue(steps.size() < 1_000, "upkeep does not end");
        }
        return steps;
    }

    @Test
    void an_hour_that_is_over_is_sealed_and_reads_the_same() {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", Seals.START_S, 2, 3);
            Seals.Content before = Seals.content(ledger);
            List<UpkeepStep> steps = upkeep(ledger);
            assertEquals(before, Seals.content(ledger));
            assertEquals(0, Seals.hot(ledger, "usage_final WHERE from_s < " + (Seals.START_S + 3_600)));
            assertTrue(steps.size() > 2);
            assertEquals(List.of(), upkeep(ledger));
        }
        try (Ledger ledger = open()) {
            assertTrue(ledger.recovery().isClean());
        }
    }
}
