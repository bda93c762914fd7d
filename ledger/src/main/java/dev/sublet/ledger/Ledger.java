package dev.sublet.ledger;

import dev.sublet.ledger.duckdb.DuckDbLedger;
import dev.sublet.ledger.query.QueryResult;
import dev.sublet.ledger.query.SelectLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;

/**
 * The ledger of one data folder: writer, readers and SQL from outside. One process at a time holds it. Thread-safe.
 *
 * <p>Files below the data folder: {@code ledger/hot.duckdb} with its write-ahead log, {@code ledger/acknowledged},
 * {@code ledger/lock}. Never copy them while a process holds the ledger: a copy is not a backup.
 */
public interface Ledger extends LedgerWriter, LedgerReader, LedgerKeeper, AutoCloseable {
    /** What had to be mended at the start; also logged. */
    RecoveryReport recovery();

    /**
     * Runs one SELECT (or WITH … SELECT, VALUES, DESCRIBE, SHOW, SUMMARIZE) from outside, bounded by the limits.
     *
     * @throws LedgerException when it is something else, when it fails, or when it takes longer than it may
     */
    QueryResult select(String sql, SelectLimits limits);

    /** The zone whose hours are billed; UTC until another is taken. */
    ZoneId billingZone();

    /**
     * Takes the zone whose hours are billed, {@code billing.zone} of the settings. Durable on return. The grid of its hours is fixed by the first tick.
     *
     * @throws LedgerException in one line that says what to do, when the ledger bills other hours already, or has closed a period
     */
    void billHoursOf(ZoneId zone);

    /** Finishes the commits that wait, then lets go of the folder. A second call does nothing. */
    @Override
    void close();

    /**
     * Opens the ledger below a data folder for a process that meters, and makes it on first use. A store that cannot be
     * opened is set aside by renaming, a fresh one starts, and {@link #recovery()} says so.
     *
     * @throws LedgerException in one line, when another process holds the folder or its schema is newer than this
     *     program's; the folder is then as it was
     */
    static Ledger open(Path dataFolder, LedgerSettings settings, Clock clock) {
        return DuckDbLedger.open(dataFolder, settings, clock);
    }

    /**
     * Opens a ledger that is there, for a command that reads (and may keep what it derives). It mends nothing: a damaged
     * store is left to {@link #open}.
     *
     * @throws LedgerException in one line, also when there is no ledger
     */
    static Ledger openExisting(Path dataFolder) {
        return openExisting(dataFolder, LedgerSettings.defaults());
    }

    /** As {@link #openExisting(Path)}, with the bounds and the retention of a settings file. */
    static Ledger openExisting(Path dataFolder, LedgerSettings settings) {
        return DuckDbLedger.openExisting(dataFolder, settings, Clock.systemUTC());
    }
}
