package dev.sublet.ledger.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.LedgerException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    private static final ColumnSum SUM =
            new ColumnSum("cpu_50_core_ms", new BigInteger("170141183460469231731687303715884105727"), -1, 5);
    private static final SealedFile FILE = new SealedFile(
            "usage/cluster=c/month=2026-10/2026-10-07T05.g1.p0.parquet",
            "usage",
            1,
            "c",
            "hour",
            1_791_349_200,
            1_791_352_800,
            1,
            0,
            60,
            1_234,
            "ab",
            List.of(SUM),
            1_791_360_000);
    private static final Manifest MANIFEST = new Manifest(
            List.of(FILE),
            List.of(new ClusterSpan("c", "prod", 1, 2, 60)),
            List.of(new RowDigest("usage", "c", 1_791_331_200, 60, "cd", 1_791_360_000)));

    @TempDir
    Path sealed;

    @Test
    void what_was_written_is_read_and_no_manifest_is_none() throws IOException {
        assertEquals(Optional.empty(), Manifest.read(sealed));
        MANIFEST.write(sealed, new DurableFiles());
        assertEquals(Optional.of(MANIFEST), Manifest.read(sealed));
        assertEquals(List.of(SUM), ColumnSums.parse(ColumnSums.toJson(List.of(SUM))));
    }

    @Test
    void every_flipped_bit_is_found_or_changes_nothing() throws IOException {
        MANIFEST.write(sealed, new DurableFiles());
        Path file = sealed.resolve(Manifest.FILE_NAME);
        byte[] whole = Files.readAllBytes(file);
        int found = 0;
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            try {
                assertEquals(Optional.of(MANIFEST), Manifest.read(sealed));
            } catch (LedgerException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith(file.toString()), e::getMessage);
                found++;
            }
        }
        assertTrue(found > whole.length * 7, found + " of " + whole.length * 8);
    }

    @Test
    void a_cut_manifest_and_a_newer_one_are_refused() throws IOException {
        MANIFEST.write(sealed, new DurableFiles());
        Path file = sealed.resolve(Manifest.FILE_NAME);
        String text = Files.readString(file);
        for (int length = 0; length < text.length(); length++) {
            Files.writeString(file, text.substring(0, length));
            assertThrows(LedgerException.class, () -> Manifest.read(sealed));
        }
        Files.writeString(file, text.replace("\"version\":1", "\"version\":7"));
        assertEquals(
                file + " has version 7, this program knows up to 1; use a newer sublet",
                assertThrows(LedgerException.class, () -> Manifest.read(sealed)).getMessage());
    }
}
