package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of bench/damage.sh. */
class DamagesTest {
    @TempDir
    Path folder;

    @Test
    void damage_is_found_or_changes_nothing_and_no_process_crashes() throws Exception {
        Damages damages = new Damages();
        damages.run(folder, 20_261_122, 12);
        assertEquals(List.of(), damages.wrong);
        assertEquals(12, damages.trials);
        assertEquals(0, damages.crashes);
    }
}
