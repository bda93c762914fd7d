package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Seals.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.LedgerSettings.Sealing;
import dev.sublet.ledger.seal.SealedCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the order of commits and upkeep, a ledger that seals says what one says that never did. jqwik prints the seed. */
class SealPropertyTest {
    private static final List<String> CLUSTERS = List.of("c1", "c2");
    private static final Sealing SMALL_PARTS =
            new Sealing(Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofDays(1), 7);

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void sealing_changes_nothing_that_readers_see(
            @ForAll @Size(min = 6, max = 14) List<@IntRange(min = 0, max = 9) Integer> actions) throws IOException {
        Path folder = Files.createTempDirectory("seal-property");
        LedgerSettings settings = Samples.settings().withSealing(SMALL_PARTS);
        Map<String, Long> lastS = new HashMap<>();
        try (Ledger plain = Ledger.open(folder.resolve("plain"), settings, Seals.CLOCK)) {
            Ledger sealing = Ledger.open(folder.resolve("sealing"), settings, Seals.CLOCK);
            try {
                for (int at = 0; at < actions.size(); at++) {
                    String cluster = CLUSTERS.get(at % 2);
                    switch (actions.get(at)) {
                        case 0, 1, 2, 3 -> hours(List.of(plain, sealing), cluster, lastS, actions.get(at));
                        case 4 -> later(List.of(plain, sealing), cluster, lastS, 86_400);
                        case 5 -> later(List.of(plain, sealing), cluster, lastS, 32 * 86_400L);
                        case 6 -> late(List.of(plain, sealing), cluster, lastS, at);
                        case 7 -> sealing.upkeep(Due.NOW);
                        case 8 -> SealTest.upkeep(sealing);
                        default -> {
                            sealing.close();
                            sealing = Ledger.open(folder.resolve("sealing"), settings, Seals.CLOCK);
                        }
                    }
                }
                SealTest.upkeep(sealing);
                assertEquals(Seals.content(plain), Seals.content(sealing));
                assertEquals(
                        List.of(),
                        sealing.checkSealed().stream()
                                .filter(check -> !check.ok())
                                .map(SealedCheck::detail)
                                .toList());
            } finally {
                sealing.close();
            }
        } finally {
            remove(folder);
        }
    }

    private static void hours(List<Ledger> ledgers, String cluster, Map<String, Long> lastS, int hours) {
        Long before = lastS.get(cluster);
        long fromS = before == null ? START_S : before;
        for (Ledger ledger : ledgers) {
            if (before == null) {
                ledger.commit(List.of(Seals.tick(cluster, START_S, 3, null)));
            }
            for (int tick = 1; tick <= (hours + 1) * 2; tick++) {
                ledger.commit(List.of(Seals.tick(cluster, fromS + tick * 1_800L, 3, fromS + (tick - 1) * 1_800L)));
            }
        }
        lastS.put(cluster, fromS + (hours + 1) * 3_600L);
    }

    private static void later(List<Ledger> ledgers, String cluster, Map<String, Long> lastS, long seconds) {
        Long before = lastS.get(cluster);
        if (before != null) {
            ledgers.forEach(ledger -> Seals.later(ledger, cluster, before + seconds));
            lastS.put(cluster, before + seconds);
        }
    }

    private static void late(List<Ledger> ledgers, String cluster, Map<String, Long> lastS, int number) {
        if (lastS.containsKey(cluster)) {
            ledgers.forEach(ledger -> Seals.late(ledger, cluster, START_S + number * 1_000L));
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
