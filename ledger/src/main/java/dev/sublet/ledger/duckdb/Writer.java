package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It owns the database's writing connection; callers of {@link #run} wait until their
 * transaction is durable. Between commits, when nobody waits, it folds the write-ahead log into the file, so that no
 * commit pays for a checkpoint.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long SYNC_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Database database;
    private final Acknowledged acknowledged;
    private final AtomicLong spanIds;
    private final LedgerSettings settings;
    private final LongSupplier freeBytes;
    private final Path log;
    private final ArrayBlockingQueue<Task<?>> queue;
    private final Thread thread;

    private volatile boolean closing;
    /** Of the last durable commit; writer thread only. */
    private long commitNumber;

    private long syncedAtNanos = System.nanoTime();

    Writer(
            Database database,
            Acknowledged acknowledged,
            AtomicLong spanIds,
            long commitNumber,
            LedgerSettings settings,
            LongSupplier freeBytes) {
        this.database = database;
        this.acknowledged = acknowledged;
        this.spanIds = spanIds;
        this.commitNumber = commitNumber;
        this.settings = settings;
        this.freeBytes = freeBytes;
        this.log = database.file().resolveSibling(database.file().getFileName() + ".wal");
        this.queue = new ArrayBlockingQueue<>(settings.queueCapacity());
        this.thread = new Thread(this::loop, "ledger-writer");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private record Task<T>(Job<T> job, CompletableFuture<T> done) {
        private static Task<?> nothing() {
            return new Task<>(connection -> "", new CompletableFuture<>());
        }
    }

    /** Runs the job in one transaction on the writer thread; returns when it is durable. */
    <T> T run(Job<T> job) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("work on the writer thread must not ask the ledger to write");
        }
        Task<T> task = new Task<>(job, new CompletableFuture<>());
        enqueue(task);
        try {
            // Not interruptible: whoever gave up waiting could not know whether the commit happened.
            return task.done.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof LedgerException failure) {
                throw failure;
            }
            throw new LedgerException("cannot write the ledger: " + Sql.message(cause), cause);
        }
    }

    private void enqueue(Task<?> task) {
        boolean interrupted = false;
        boolean queued = false;
        long deadline = System.nanoTime() + settings.queueWait().toNanos();
        while (!queued && !closing) {
            long left = deadline - System.nanoTime();
            try {
                queued = queue.offer(task, Math.max(0, left), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
                continue;
            }
            if (!queued && left <= 0) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!queued) {
            throw new LedgerException(
                    closing
                            ? "the ledger is closed; nothing was written"
                            : "the ledger has " + settings.queueCapacity() + " commits waiting since "
                                    + settings.queueWait().toSeconds()
                                    + " s; the disk is too slow, or raise ledger.queueCapacity");
        }
        if (closing && !thread.isAlive()) {
            refuseWaiting();
        }
    }

    private void loop() {
        while (!closing || !queue.isEmpty()) {
            try {
                Task<?> task = queue.take();
                execute(task);
                if (queue.isEmpty()) {
                    tidy();
                }
            } catch (InterruptedException e) {
                // Nobody interrupts this thread; ending it here would leave callers waiting.
                LOG.debug("the ledger's writer was interrupted and goes on");
            }
        }
        refuseWaiting();
    }

    private void refuseWaiting() {
        for (Task<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.done.completeExceptionally(new LedgerException("the ledger is closed; nothing was written"));
        }
    }

    private <T> void execute(Task<T> task) {
        try {
            T result = transact(task.job);
            task.job.committed();
            task.done.complete(result);
        } catch (Throwable e) {
            // Handed to the caller, whatever it is: the thread must live on for the others.
            task.done.completeExceptionally(e);
        }
    }

    private <T> T transact(Job<T> job) throws IOException {
        refuseWhenDiskIsFull();
        long number = commitNumber + 1;
        T result;
        try {
            DuckDBConnection connection = database.writing();
            Sql.execute(connection, "BEGIN TRANSACTION");
            result = job.on(connection);
            Sql.execute(connection, "UPDATE last_commit SET commit_number = " + number);
            Sql.execute(connection, "COMMIT");
        } catch (SQLException e) {
            if (!Sql.isFatal(e)) {
                rollback();
                throw new LedgerException("cannot write the ledger: " + Sql.message(e), e);
            }
            throw new LedgerException(
                    "the ledger's store failed and was opened again (" + Sql.message(e) + "); "
                            + (reopenedAt() >= number ? "the commit is durable" : "nothing was written, try again"),
                    e);
        } catch (Throwable e) {
            rollback();
            throw e;
        }
        commitNumber = number;
        acknowledged.write(new Acknowledged.State(number, spanIds.get() - 1));
        return result;
    }

    private void refuseWhenDiskIsFull() {
        long free = freeBytes.getAsLong();
        if (free < settings.minFreeBytes()) {
            throw new LedgerException("only " + (free >> 20) + " MiB are free beside " + database.file()
                    + ", ledger.minFreeBytes asks for " + (settings.minFreeBytes() >> 20)
                    + " MiB; nothing was written, free some space");
        }
    }

    private void rollback() {
        try {
            Sql.execute(database.writing(), "ROLLBACK");
        } catch (SQLException e) {
            if (isUsable()) {
                return;
            }
            LOG.warn("the ledger's store cannot roll back and is opened again: {}", Sql.message(e));
            reopenedAt();
        }
    }

    /** False when the connection was closed under us or the database is invalid; true after "no transaction is active". */
    private boolean isUsable() {
        try {
            Sql.firstLong(database.writing(), "SELECT commit_number FROM last_commit");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Opens the database again and returns the last commit that it holds. */
    private long reopenedAt() {
        try {
            database.reopen();
            commitNumber = Sql.firstLong(database.writing(), "SELECT commit_number FROM last_commit");
            return commitNumber;
        } catch (SQLException e) {
            throw new LedgerException("cannot open the ledger's store again: " + Sql.message(e) + "; restart", e);
        }
    }

    /** What may wait until nobody does. */
    private void tidy() {
        try {
            if (Files.exists(log) && Files.size(log) >= settings.checkpointBytes()) {
                acknowledged.sync();
                Sql.execute(database.writing(), "CHECKPOINT");
            } else if (System.nanoTime() - syncedAtNanos > SYNC_EVERY_NANOS) {
                acknowledged.sync();
                syncedAtNanos = System.nanoTime();
            }
        } catch (SQLException e) {
            checkpointFailed(e);
        } catch (IOException e) {
            LOG.warn("cannot sync the number of the last commit: {}", Sql.message(e));
        }
    }

    private void checkpointFailed(SQLException failure) {
        if (!Sql.isFatal(failure)) {
            // A long reader holds it off; the next commit tries again.
            LOG.debug("checkpoint put off: {}", Sql.message(failure));
            return;
        }
        LOG.error("a checkpoint failed and the ledger's store is opened again: {}", Sql.message(failure));
        try {
            reopenedAt();
        } catch (LedgerException e) {
            LOG.error(e.getMessage());
        }
    }

    /** Finishes what waits. The database stays open for the one who opened it. */
    @Override
    public void close() {
        closing = true;
        if (!queue.offer(Task.nothing())) {
            LOG.debug("the queue is full, so the writer is awake anyway");
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        refuseWaiting();
        try {
            acknowledged.close();
        } catch (IOException e) {
            LOG.warn("cannot sync the number of the last commit: {}", Sql.message(e));
        }
    }
}
