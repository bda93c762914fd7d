package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.PeriodFacts;
import dev.sublet.ledger.seal.ReadBack;
import dev.sublet.ledger.seal.SealLevel;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads sealed files again and compares them with what was recorded when they were sealed. Stateless. */
final class SealedChecks {
    private SealedChecks() {}

    static List<SealedCheck> run(Path sealed, List<SealedFile> files) {
        List<SealedCheck> checks = new ArrayList<>();
        for (SealedFile file : files) {
            Optional<String> wrong = wrong(sealed.resolve(file.file()), file);
            checks.add(new SealedCheck(
                    file.file(),
                    file.fromS(),
                    file.toS(),
                    wrong.isEmpty(),
                    holds(file) + wrong.map(text -> ": " + text).orElse("")));
        }
        return checks;
    }

    /** {@code 18 rows of usage of cluster c1, 2026-10-07T04 to 2026-10-07T05}; hours are UTC, the last is not included. */
    static String holds(SealedFile file) {
        String partition = SealedTable.named(file.table())
                .map(SealedTable::partitionColumn)
                .orElse("partition");
        return file.rows() + " rows of " + file.table() + " of " + partition + " " + file.partition() + ", "
                + SealLevel.HOUR.nameOf(file.fromS()) + " to " + SealLevel.HOUR.nameOf(file.toS()) + " UTC";
    }

    /** What is wrong with a file, if anything. */
    static Optional<String> wrong(Path path, SealedFile file) {
        try {
            if (!Files.exists(path)) {
                return Optional.of("the file is gone; put it back from a backup");
            }
            if (Files.size(path) != file.bytes()) {
                return Optional.of("it has " + Files.size(path) + " bytes instead of " + file.bytes()
                        + "; put it back from a backup");
            }
            Optional<SealedTable> table = SealedTable.named(file.table());
            if (table.isEmpty()) {
                return Optional.of("this program does not know the table; use a newer sublet");
            }
            if (!ReadBack.sha256(path).equals(file.sha256())) {
                return Optional.of("its content is not what was sealed; put it back from a backup");
            }
            PeriodFacts read = ReadBack.withoutDays(
                    List.of(path), table.get().timeColumn(), table.get().keys());
            if (read.rows() != file.rows() || !read.sums().equals(file.columnSums())) {
                return Optional.of("it holds " + read.rows() + " rows with sums " + read.sums() + " instead of "
                        + file.rows() + " with " + file.columnSums());
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("it cannot be read (" + e + ")");
        } catch (LedgerException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
