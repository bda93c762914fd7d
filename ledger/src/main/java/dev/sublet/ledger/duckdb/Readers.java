package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.DamagedException;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerReader.Query;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.query.SealedDamage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs queries, a bounded number at a time, each on a connection of its own in a read-only transaction: temporary tables
 * work in it and go with it, the ledger's tables refuse. Thread-safe.
 */
final class Readers {
    /** How long a reader waits for a store that failed to be opened again. */
    private static final Duration REOPENING = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    private final Database database;
    private final LedgerSettings settings;
    private final SealViews views;
    private final Semaphore places;
    /** Numbers of the reads that are on, in the order in which they began; guarded by itself. */
    private final TreeSet<Long> on = new TreeSet<>();

    private final AtomicLong begun = new AtomicLong();

    Readers(Database database, SealViews views, LedgerSettings settings) {
        this.database = database;
        this.views = views;
        this.settings = settings;
        this.places = new Semaphore(settings.maxReaders(), true);
    }

    <T> T read(Query<T> query) {
        return read(views::begin, query, true);
    }

    /** The same for queries of ours that name no sealed table but as {@code hot.main.<table>} and set no variable: it spares the views and the tidying. */
    <T> T readHot(Query<T> query) {
        return read(reader -> Sql.execute(reader.connection(), "BEGIN TRANSACTION READ ONLY"), query, false);
    }

    @FunctionalInterface
    private interface Beginning {
        void of(Database.Reader reader) throws SQLException;
    }

    private <T> T read(Beginning beginning, Query<T> query, boolean maySet) {
        awaitPlace();
        long number = enter();
        try {
            long seen = database.reopenings();
            try {
                return ask(beginning, query, maySet);
            } catch (SQLException e) {
                // The writer opens a store that failed again at once, in the moment after the commit that it belongs
                // to.
                if (Sql.isFatal(e) && database.awaitReopening(seen, REOPENING)) {
                    return ask(beginning, query, maySet);
                }
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("interrupted while the ledger's store was opened again", e);
        } catch (SQLException e) {
            Optional<DamagedException> damaged = SealedDamage.of(e);
            throw damaged.isPresent()
                    ? damaged.get()
                    : new LedgerException("cannot read the ledger: " + Sql.message(e), e);
        } finally {
            leave(number);
            places.release();
        }
    }

    private <T> T ask(Beginning beginning, Query<T> query, boolean maySet) throws SQLException {
        try (Database.Reader reader = database.openReader()) {
            beginning.of(reader);
            try {
                return query.on(reader.connection());
            } finally {
                rollback(reader, maySet);
            }
        }
    }

    private long enter() {
        synchronized (on) {
            long number = begun.incrementAndGet();
            on.add(number);
            return number;
        }
    }

    private void leave(long number) {
        synchronized (on) {
            on.remove(number);
        }
    }

    /** A number that every read has passed which begins from now on; see {@link #allBeganAfter}. */
    long mark() {
        return begun.get();
    }

    /** Whether all reads that are on began after {@link #mark} gave this number. */
    boolean allBeganAfter(long mark) {
        synchronized (on) {
            return on.isEmpty() || on.first() > mark;
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

    /** Temporary tables go with the rollback; what a query set for itself does not, and would speak in the next one. */
    private static void forgetVariables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM duckdb_variables()")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        for (String name : names) {
            Sql.execute(connection, "RESET VARIABLE \"" + name.replace("\"", "\"\"") + "\"");
        }
    }

    private static void rollback(Database.Reader reader, boolean maySet) {
        try {
            Sql.execute(reader.connection(), "ROLLBACK");
            if (maySet) {
                forgetVariables(reader.connection());
            }
            reader.clean();
        } catch (SQLException e) {
            LOG.debug("rolling back a query: {}", Sql.message(e));
        }
    }
}
