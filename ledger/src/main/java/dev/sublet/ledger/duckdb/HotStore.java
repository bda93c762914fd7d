package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.NoLedgerException;
import dev.sublet.ledger.RecoveryReport;
import dev.sublet.ledger.calendar.BillingZone;
import dev.sublet.ledger.seal.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the hot store: lock, look at the schema, mend what is damaged, read what the writer keeps in memory. Not
 * thread-safe.
 */
final class HotStore {
    /** A cut log, a log moved aside, a store set aside, and the fresh one: each opening cures one thing. */
    private static final int OPENINGS_MAX = 5;

    /** What an opened store gives to the ledger. */
    record Opened(
            FolderLock lock,
            Database database,
            RecoveryReport recovery,
            Acknowledged acknowledged,
            Content content,
            Surroundings surroundings) {}

    /** What was read at the start. */
    record Content(
            SpanTables spans,
            Clusters clusters,
            AuditFiles auditFiles,
            long highestSpanId,
            long commitNumber,
            ZoneId billingZone) {}

    private final Path dataFolder;
    private final Path folder;
    private final LedgerSettings settings;
    private final Clock clock;
    private final Surroundings surroundings;

    HotStore(Path dataFolder, LedgerSettings settings, Clock clock, Surroundings surroundings) {
        this.dataFolder = dataFolder;
        this.folder = folder(dataFolder);
        refuseOddName();
        this.settings = settings;
        this.clock = clock;
        this.surroundings = surroundings;
    }

    /** The database's driver takes what follows such a character for its own settings. */
    private void refuseOddName() {
        String name = folder.toString();
        if (name.contains("?") || name.contains(";")) {
            throw new LedgerException("data folder " + dataFolder + " has a ? or ; in its path (" + folder
                    + "), which the database cannot open; name another folder with --data");
        }
    }

    static Path folder(Path dataFolder) {
        return dataFolder.toAbsolutePath().normalize().resolve("ledger");
    }

    /** For a process that meters: makes the store on first use and mends it. */
    Opened open() {
        try {
            makePrivate(folder);
        } catch (IOException e) {
            throw new LedgerException(
                    "cannot make folder " + folder + " (" + e + "); check its permissions or name another with --data",
                    e);
        }
        return locked(true);
    }

    /** Audit events name people: where the system knows owners, nobody else may look in. */
    private static void makePrivate(Path folder) throws IOException {
        boolean isNew = !Files.exists(folder);
        Files.createDirectories(folder);
        if (isNew && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** For a command that reads. */
    Opened openExisting() {
        if (!Files.exists(folder.resolve(Database.FILE_NAME))) {
            if (Files.isDirectory(folder.resolve(Database.SEALED_NAME))) {
                // Restored without its hot store, or lost: what is sealed answers once a fresh store has taken it over.
                return locked(true);
            }
            throw new NoLedgerException("no ledger in " + dataFolder
                    + "; run `sublet run`, `replay` or `demo` first, or name its folder with --data");
        }
        return locked(false);
    }

    private Opened locked(boolean metering) {
        FolderLock lock = FolderLock.take(dataFolder, folder.resolve("lock"), metering, settings.lockWait());
        try {
            // Files have the time of the machine, whatever time this ledger lives in: a replay's may be years ahead.
            NativeLibrary.removeLeftovers(NativeLibrary.folder(), Clock.systemUTC());
            removeSpilled();
            Opened opened = mending(lock, metering);
            NativeLibrary.unlinkLoaded(NativeLibrary.folder());
            return opened;
        } catch (SQLException | IOException e) {
            lock.close();
            throw new LedgerException("cannot open the ledger in " + dataFolder + ": " + Sql.message(e), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What queries of a killed process spilled; the lock says that it is nobody's now. */
    private void removeSpilled() throws IOException {
        Path spill = folder.resolve(Database.SPILL_NAME);
        if (!Files.isDirectory(spill)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(spill, "duckdb_temp_*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Opened mending(FolderLock lock, boolean metering) throws SQLException, IOException {
        Acknowledged.State before = Acknowledged.read(folder.resolve(Acknowledged.FILE_NAME));
        Damage damage = new Damage(folder, clock, new DurableFiles(surroundings.failpoint()));
        refuseNewerUntouched();
        if (!Files.exists(folder.resolve(Database.FILE_NAME)) && before.commit() > 0) {
            damage.setAside("the store is gone although " + before.commit() + " commits were acknowledged");
        }
        for (int opening = 1; ; opening++) {
            try {
                return attempt(lock, before, damage, metering);
            } catch (SQLException e) {
                refuseNewerFormat(e);
                if (!Damage.isDamage(e) || opening == OPENINGS_MAX) {
                    throw e;
                }
                if (!metering) {
                    throw new LedgerException("the ledger in " + dataFolder + " is damaged (" + Sql.message(e)
                            + "); start `sublet run` with it, which mends it and keeps what was damaged");
                }
                damage.mend(e);
            }
        }
    }

    /**
     * A process that meters has one thread of the database per connection and no others: waking them costs more than a
     * tick's small statements do. A command that only reads has all cores.
     */
    private List<String> databaseSettings(boolean metering) {
        List<String> statements = new ArrayList<>();
        if (metering) {
            statements.add("SET GLOBAL threads = 1");
        }
        statements.addAll(surroundings.databaseSettings());
        return statements;
    }

    private Opened attempt(FolderLock lock, Acknowledged.State before, Damage damage, boolean metering)
            throws SQLException, IOException {
        Database database = new Database(folder, settings, databaseSettings(metering));
        try {
            boolean fresh = !Schema.isPresent(database.writing());
            if (fresh) {
                Schema.create(database.writing(), clock, before.commit());
            }
            int version = Schema.version(database.writing());
            Schema.refuseNewer(dataFolder, version);
            Schema.migrate(database.writing(), version);
            long recovered = fresh ? 0 : Schema.commitNumber(database.writing());
            if (metering) {
                new SealedFolder(database, surroundings, clock, damage).mend(!fresh && recovered < before.commit());
                new BooksOpening(database, surroundings, damage).mend();
            } else {
                new BooksOpening(database, surroundings, damage).takeOverIfDue();
            }
            Content content = load(database);
            if (!damage.findings().isEmpty() && !fresh) {
                // What was cut may leave half a transaction at the log's end; the log starts anew.
                Sql.execute(database.writing(), "CHECKPOINT");
            }
            RecoveryReport recovery = report(before, recovered, damage);
            long highest = Math.max(before.spanId(), content.highestSpanId());
            return new Opened(
                    lock,
                    database,
                    recovery,
                    new Acknowledged(folder.resolve(Acknowledged.FILE_NAME)),
                    new Content(
                            content.spans(),
                            content.clusters(),
                            content.auditFiles(),
                            highest,
                            content.commitNumber(),
                            content.billingZone()),
                    surroundings);
        } catch (SQLException | IOException | RuntimeException e) {
            database.abandon();
            throw e;
        }
    }

    private static Content load(Database database) throws SQLException {
        SpanTables spans = new SpanTables();
        Clusters clusters = new Clusters();
        clusters.load(database.writing());
        AuditFiles auditFiles = new AuditFiles(database.sealedFolder());
        auditFiles.load(database.writing());
        // A span whose rows are all sealed keeps its ID.
        long highest = Math.max(spans.load(database.writing()), SealedFiles.highestSpanId(database.writing()));
        return new Content(
                spans,
                clusters,
                auditFiles,
                highest,
                Schema.commitNumber(database.writing()),
                BillingZone.of(database.writing()));
    }

    private static RecoveryReport report(Acknowledged.State before, long recovered, Damage damage) {
        RecoveryReport report = new RecoveryReport(damage.findings(), before.commit(), recovered);
        if (report.lostCommits() > 0) {
            damage.add(report.lostCommits() + " acknowledged commits are missing, numbers " + (recovered + 1) + " to "
                    + before.commit() + "; their time is a gap from now on");
        } else if (!report.isClean()) {
            damage.add("no acknowledged commit is missing; the last one is number " + recovered);
        }
        return new RecoveryReport(damage.findings(), before.commit(), recovered);
    }

    /** Opening for writing would fold a log into the file, so a store with a log is first looked at without that. */
    private void refuseNewerUntouched() {
        if (Files.exists(folder.resolve(Database.LOG_NAME))) {
            Database.readOnlyVersion(folder).ifPresent(version -> Schema.refuseNewer(dataFolder, version));
        }
    }

    private void refuseNewerFormat(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("storage version") || message.contains("newer version of DuckDB")) {
            throw new LedgerException("data folder " + dataFolder + " was written by a newer version ("
                    + Sql.message(failure) + "); use a newer sublet");
        }
    }
}
