package dev.sublet.ledger.duckdb;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What the store meets and tests replace.
 *
 * @param freeBytes free space on the store's disk
 * @param databaseSettings SQL statements at each opening of the database, before its settings are locked
 * @param failpoint told of each step that a crash could follow, by name; what it throws is as if the step had failed
 */
record Surroundings(LongSupplier freeBytes, List<String> databaseSettings, Consumer<String> failpoint) {
    Surroundings(LongSupplier freeBytes, List<String> databaseSettings) {
        this(freeBytes, databaseSettings, step -> {});
    }

    static Surroundings of(Path folder) {
        return new Surroundings(() -> folder.toFile().getUsableSpace(), List.of());
    }
}
