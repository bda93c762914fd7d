package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open DuckDB file with its two writing connections, one for ticks and one for all else, and the way to make reading ones. It can be opened again after a
 * fatal error: for that every connection must be closed, so readers hold a shared lock while they have one. The writing
 * connections belong to the writer thread; {@link #openReader} is thread-safe.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    static final String FILE_NAME = "hot.duckdb";
    static final String SEALED_NAME = "sealed";
    static final String SPILL_NAME = "spill";
    static final String LOG_NAME = FILE_NAME + ".wal";
    /** A backstop only: the writer checkpoints earlier, between commits. */
    private static final String AUTOMATIC_CHECKPOINT = "128MB";

    private final Path folder;
    private final Path file;
    private final LedgerSettings settings;
    private final List<String> extraSettings;
    private final ReentrantReadWriteLock readersOut = new ReentrantReadWriteLock();
    /** Reading connections that wait for their next use, with the views of their last one. */
    private final ConcurrentLinkedQueue<Reader> idle = new ConcurrentLinkedQueue<>();

    private final Object turn = new Object();
    /** How often it was opened again; guarded by {@link #turn}. */
    private long reopenings;

    private DuckDBConnection writing;
    private DuckDBConnection ticking;

    /** Opens {@code hot.duckdb} in the ledger's folder, an absolute path. */
    Database(Path folder, LedgerSettings settings, List<String> extraSettings) throws SQLException {
        this.folder = folder;
        this.file = folder.resolve(FILE_NAME);
        this.settings = settings;
        this.extraSettings = List.copyOf(extraSettings);
        this.writing = connect();
        this.ticking = connectForTicks();
    }

    private DuckDBConnection connect() throws SQLException {
        Properties none = new Properties();
        DuckDBConnection connection;
        try {
            connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, none);
        } catch (LinkageError e) {
            throw new LedgerException(
                    "cannot load the database's library from " + NativeLibrary.folder() + " (" + e.getMessage()
                            + "); it needs 100 MB there and a file system that is not mounted noexec; another folder can be"
                            + " named with -Djava.io.tmpdir in JAVA_TOOL_OPTIONS",
                    e);
        }
        try {
            configure(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Last of what opens the database: from here on its settings are locked, for us as for SQL from outside. */
    private DuckDBConnection connectForTicks() throws SQLException {
        DuckDBConnection connection = null;
        try {
            connection = writing.duplicate();
            // Of this connection alone. A tick's statements have one way to be done; looking for better ones takes
            // longer.
            Sql.execute(connection, "SET SESSION enable_optimizer = false");
            Sql.execute(connection, "SET GLOBAL lock_configuration = true");
            return connection;
        } catch (SQLException e) {
            if (connection != null) {
                closeQuietly(connection);
            }
            closeQuietly(writing);
            throw e;
        }
    }

    /** Settings hold for the whole database. */
    private void configure(DuckDBConnection connection) throws SQLException {
        Sql.execute(connection, "SET GLOBAL memory_limit = '" + (settings.memoryLimitBytes() >> 10) + "KiB'");
        Sql.execute(connection, "SET GLOBAL checkpoint_threshold = '" + AUTOMATIC_CHECKPOINT + "'");
        Sql.execute(connection, "SET GLOBAL temp_directory = " + Sql.literal(folder.resolve(SPILL_NAME) + ""));
        Sql.execute(connection, "SET GLOBAL max_temp_directory_size = '" + (settings.spillLimitBytes() >> 10) + "KiB'");
        Sql.execute(connection, "SET GLOBAL TimeZone = 'UTC'");
        Sql.execute(connection, "SET GLOBAL autoinstall_known_extensions = false");
        Sql.execute(connection, "SET GLOBAL autoload_known_extensions = false");
        Sql.execute(connection, "SET GLOBAL allowed_directories = [" + Sql.literal(sealedFolder() + "/") + "]");
        for (String setting : extraSettings) {
            Sql.execute(connection, setting);
        }
        Sql.execute(connection, "SET GLOBAL enable_external_access = false");
    }

    /** The version of a store that is only looked at; empty when it has none or cannot be read. */
    static OptionalInt readOnlyVersion(Path folder) {
        Properties readOnly = new Properties();
        readOnly.setProperty("access_mode", "READ_ONLY");
        try (Connection connection =
                DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(FILE_NAME), readOnly)) {
            return Schema.isPresent(connection) ? OptionalInt.of(Schema.version(connection)) : OptionalInt.empty();
        } catch (SQLException e) {
            LOG.debug("the store cannot be looked at: {}", Sql.message(e));
            return OptionalInt.empty();
        }
    }

    /** Closes after a failed opening. */
    void abandon() {
        closeQuietly(ticking);
        closeQuietly(writing);
    }

    /** For the writer thread. */
    DuckDBConnection writing() {
        return writing;
    }

    /** For the writer thread and {@link Job#isTick ticks}; never with a transaction beside one of {@link #writing}. */
    DuckDBConnection ticking() {
        return ticking;
    }

    Path file() {
        return file;
    }

    /** The only folder that SQL in the database may touch. */
    Path sealedFolder() {
        return folder.resolve(SEALED_NAME);
    }

    /** A connection of its own that can hold off a reopening; close the result in the thread that asked for it. */
    Reader openReader() throws SQLException {
        readersOut.readLock().lock();
        try {
            Reader waiting = idle.poll();
            return waiting == null ? new Reader(writing.duplicate()) : waiting;
        } catch (SQLException | RuntimeException e) {
            readersOut.readLock().unlock();
            throw e;
        }
    }

    /** Closes and opens the database, waiting for readers to let go: in an invalid database they fail soon. */
    void reopen() throws SQLException {
        readersOut.writeLock().lock();
        try {
            closeIdle();
            closeQuietly(ticking);
            closeQuietly(writing);
            writing = connect();
            ticking = connectForTicks();
        } finally {
            readersOut.writeLock().unlock();
        }
        synchronized (turn) {
            reopenings++;
            turn.notifyAll();
        }
    }

    /** How often it was opened again so far. */
    long reopenings() {
        synchronized (turn) {
            return reopenings;
        }
    }

    /** Waits until it was opened again more than {@code seen} times; false when that did not come about in time. Without a connection of its own. */
    boolean awaitReopening(long seen, Duration patience) throws InterruptedException {
        long untilNanos = System.nanoTime() + patience.toNanos();
        synchronized (turn) {
            while (reopenings <= seen) {
                long leftMs = (untilNanos - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0) {
                    return false;
                }
                turn.wait(leftMs);
            }
            return true;
        }
    }

    /** Waits for readers, then closes; the last connection folds the write-ahead log into the file. */
    @Override
    public void close() throws SQLException {
        readersOut.writeLock().lock();
        try {
            closeIdle();
            closeQuietly(ticking);
            writing.close();
        } finally {
            readersOut.writeLock().unlock();
        }
    }

    private void closeIdle() {
        for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
            closeQuietly(reader.connection);
        }
    }

    private static void closeQuietly(DuckDBConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("closing a failed connection: {}", Sql.message(e));
        }
    }

    /** A reading connection; see {@link #openReader}. Its temporary views outlive a use that ended well. */
    final class Reader implements AutoCloseable {
        private final DuckDBConnection connection;
        private SealViews.Files viewsOf = SealViews.Files.NONE;
        private boolean clean;

        private Reader(DuckDBConnection connection) {
            this.connection = connection;
        }

        DuckDBConnection connection() {
            return connection;
        }

        /** The sealed files that the connection's views read. */
        SealViews.Files viewsOf() {
            return viewsOf;
        }

        void viewsOf(SealViews.Files files) {
            viewsOf = files;
        }

        /** Says that no transaction is open and nothing but views is left, so that it may be used again. */
        void clean() {
            clean = true;
        }

        @Override
        public void close() {
            if (clean) {
                clean = false;
                idle.add(this);
            } else {
                closeQuietly(connection);
            }
            readersOut.readLock().unlock();
        }
    }
}
