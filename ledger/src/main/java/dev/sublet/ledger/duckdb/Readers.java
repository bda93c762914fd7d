package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerReader.Query;
import dev.sublet.ledger.LedgerSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs queries, a bounded number at a time, each on a connection of its own in a read-only transaction: temporary tables
 * work in it and go with it, the ledger's tables refuse. Thread-safe.
 */
final class Readers {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    private final Database database;
    private final LedgerSettings settings;
    private final Semaphore places;

    Readers(Database database, LedgerSettings settings) {
        this.database = database;
        this.settings = settings;
        this.places = new Semaphore(settings.maxReaders(), true);
    }

    <T> T read(Query<T> query) {
        awaitPlace();
        try (Database.Reader reader = database.openReader()) {
            Connection connection = reader.connection();
            Sql.execute(connection, "BEGIN TRANSACTION READ ONLY");
            // DuckDB takes the snapshot at the first look at the database, not at BEGIN.
            Schema.commitNumber(connection);
            try {
                return query.on(connection);
            } finally {
                rollback(connection);
            }
        } catch (SQLException e) {
            throw new LedgerException("cannot read the ledger: " + Sql.message(e), e);
        } finally {
            places.release();
        }
    }

    private void awaitPlace() {
        try {
            if (places.tryAcquire(settings.readerWait().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("interrupted while waiting for a place to read the ledger", e);
        }
        throw new LedgerException("the ledger has " + settings.maxReaders() + " queries running since "
                + settings.readerWait().toSeconds() + " s; try again later or raise ledger.maxReaders");
    }

    private static void rollback(Connection connection) {
        try {
            Sql.execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("rolling back a query: {}", Sql.message(e));
        }
    }
}
