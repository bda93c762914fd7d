package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of bench/kills.sh. */
class KillsTest {
    @TempDir
    Path folder;

    @Test
    void six_kills_lose_and_double_nothing() throws Exception {
        Kills.Totals totals = new Kills(folder, 20_261_122, true).run(6);
        assertEquals(List.of(), totals.wrong);
        assertEquals(6, totals.kills);
        assertEquals(0, totals.refusals);
        assertEquals(0, totals.leftovers);
        assertTrue(totals.acknowledged > 0);
    }

    @Test
    void the_count_sees_one_row_too_few_and_one_too_many() {
        try (Ledger ledger = Ledger.open(folder, TrialFacts.settings(), Clock.systemUTC())) {
            for (long index = 0; index < 5; index++) {
                ledger.commit(List.of(TrialFacts.tick(1, index)));
            }
            assertEquals(List.of(), check(ledger));
            String oneRow = " FROM main.usage_final WHERE rowid = (SELECT max(rowid) FROM main.usage_final)";
            ledger.<Boolean>write(connection -> {
                Sql.execute(connection, "INSERT INTO usage_final SELECT *" + oneRow);
                return true;
            });
            assertFalse(check(ledger).isEmpty());
            for (int times = 0; times < 2; times++) {
                ledger.<Boolean>write(connection -> {
                    Sql.execute(connection, "DELETE" + oneRow);
                    return true;
                });
            }
            assertFalse(check(ledger).isEmpty());
        }
    }

    private static List<String> check(Ledger ledger) {
        return new TrialTruth(TrialChild.CLUSTERS).check(ledger, new long[] {0, 5, 0}, 0, 0);
    }
}
