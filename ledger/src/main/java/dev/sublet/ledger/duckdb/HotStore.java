package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.RecoveryReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;

/** An opened hot store and what was read from it at the start; the parts from which a ledger is built. */
record HotStore(
        FolderLock lock,
        Database database,
        RecoveryReport recovery,
        Acknowledged acknowledged,
        SpanTables spans,
        Clusters clusters,
        long nextSpanId,
        long commitNumber,
        LongSupplier freeBytes) {

    static HotStore open(Path dataFolder, LedgerSettings settings, Clock clock) {
        Path folder = dataFolder.toAbsolutePath().normalize().resolve("ledger");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LedgerException("cannot make " + folder + ": " + e.getMessage() + "; check --data", e);
        }
        return open(dataFolder, folder, settings, clock, true);
    }

    static HotStore openExisting(Path dataFolder, LedgerSettings settings, Clock clock) {
        Path folder = dataFolder.toAbsolutePath().normalize().resolve("ledger");
        if (!Files.exists(folder.resolve(Database.FILE_NAME))) {
            throw new LedgerException("no ledger in " + dataFolder
                    + "; run `sublet run`, `replay` or `demo` first, or name its folder with --data");
        }
        return open(dataFolder, folder, settings, clock, false);
    }

    private static HotStore open(Path dataFolder, Path folder, LedgerSettings settings, Clock clock, boolean metering) {
        FolderLock lock = FolderLock.take(dataFolder, folder.resolve("lock"), metering, settings.lockWait());
        try {
            Acknowledged.State before = Acknowledged.read(folder.resolve("acknowledged"));
            Database database = new Database(folder, settings);
            if (!Schema.isPresent(database.writing())) {
                Schema.create(database.writing(), clock, before.commit());
            }
            int version = Schema.version(database.writing());
            Schema.refuseNewer(dataFolder, version);
            Schema.migrate(database.writing(), version);
            SpanTables spans = new SpanTables();
            Clusters clusters = new Clusters();
            clusters.load(database.writing());
            long highest = Math.max(before.spanId(), spans.load(database.writing()));
            long commit = Sql.firstLong(database.writing(), "SELECT commit_number FROM last_commit");
            return new HotStore(
                    lock,
                    database,
                    new RecoveryReport(List.of(), before.commit(), commit),
                    new Acknowledged(folder.resolve("acknowledged")),
                    spans,
                    clusters,
                    highest + 1,
                    commit,
                    () -> folder.toFile().getUsableSpace());
        } catch (SQLException | IOException e) {
            lock.close();
            throw new LedgerException("cannot open the ledger in " + dataFolder + ": " + Sql.message(e), e);
        }
    }
}
