package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It owns the database's writing connections; callers of {@link #run} wait until their
 * transaction is durable. Between commits, when nobody waits, it folds the write-ahead log into the file, so that no
 * commit pays for a checkpoint.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    /** Bounds how long the first of a group waits for the last, and what is redone when one fails. */
    private static final int GROUP_MAX = 64;

    /** What the log holds lies in the store's memory too until it is folded; this part of it at most. */
    private static final int LOG_PART_OF_MEMORY = 8;

    private static final long SYNC_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Database database;
    private final Acknowledged acknowledged;
    private final AtomicLong spanIds;
    private final LedgerSettings settings;
    private final Surroundings surroundings;
    private final Path log;
    private final ArrayBlockingQueue<Task<?>> queue;
    private final Thread thread;

    /** Done before it begins, so that it only wakes the thread. */
    private final Task<String> wakeUp = new Task<>(connection -> "", CompletableFuture.completedFuture(""));

    /** Who waits for the log to be folded. */
    private final Queue<CompletableFuture<Boolean>> folds = new ConcurrentLinkedQueue<>();

    private final Prepared prepared;
    private volatile boolean closing;
    /** Of the last durable commit; writer thread only. */
    private long commitNumber;

    private long syncedAtNanos = System.nanoTime();

    Writer(
            Database database,
            Acknowledged acknowledged,
            AtomicLong spanIds,
            Prepared prepared,
            long commitNumber,
            LedgerSettings settings,
            Surroundings surroundings) {
        this.database = database;
        this.acknowledged = acknowledged;
        this.spanIds = spanIds;
        this.prepared = prepared;
        this.commitNumber = commitNumber;
        this.settings = settings;
        this.surroundings = surroundings;
        this.log = database.file().resolveSibling(Database.LOG_NAME);
        this.queue = new ArrayBlockingQueue<>(settings.queueCapacity());
        this.thread = new Thread(this::loop, "ledger-writer");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private record Task<T>(Job<T> job, CompletableFuture<T> done) {}

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

    /**
     * Folds the write-ahead log into the store, so that what was committed before no longer rests on the log alone. False
     * when a reader or the disk holds it off.
     */
    boolean fold() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        folds.add(done);
        enqueue(wakeUp);
        return done.join();
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
                foldForWhoWaits();
                if (task.done.isDone()) {
                    continue;
                }
                executeWithFollowing(task);
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

    private void foldForWhoWaits() {
        // Who comes during the checkpoint is not answered by it; the next wake-up is theirs.
        int waiting = folds.size();
        if (waiting > 0) {
            answerFolds(waiting, checkpoint());
        }
    }

    private void answerFolds(int most, boolean folded) {
        for (int answered = 0; answered < most; answered++) {
            CompletableFuture<Boolean> done = folds.poll();
            if (done == null) {
                return;
            }
            done.complete(folded);
        }
    }

    private void refuseWaiting() {
        answerFolds(folds.size(), false);
        for (Task<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.done.completeExceptionally(new LedgerException("the ledger is closed; nothing was written"));
        }
    }

    /** Takes along what waits behind a job that can share its transaction; only this thread takes from the queue. */
    private <T> void executeWithFollowing(Task<T> task) {
        List<Task<T>> group = new ArrayList<>(List.of(task));
        if (task.job instanceof GroupedJob<T>) {
            for (Task<?> next = queue.peek(); next != null && group.size() < GROUP_MAX; next = queue.peek()) {
                if (next.job.getClass() != task.job.getClass()) {
                    break;
                }
                queue.remove();
                // The same class has the same result.
                @SuppressWarnings("unchecked")
                Task<T> same = (Task<T>) next;
                group.add(same);
            }
        }
        if (group.size() == 1 || !executeTogether(group)) {
            group.forEach(this::execute);
        }
    }

    /** Says whether all are done; otherwise none is. */
    private <T> boolean executeTogether(List<Task<T>> group) {
        List<GroupedJob<T>> jobs = new ArrayList<>();
        for (Task<T> task : group) {
            if (task.job instanceof GroupedJob<T> job) {
                jobs.add(job);
            }
        }
        List<T> results;
        try {
            results = transact(jobs.get(0).together(jobs));
        } catch (RuntimeException e) {
            // Each is tried again by itself, and its caller told what went wrong with it.
            LOG.debug("{} commits are done apart: {}", group.size(), Sql.message(e));
            return false;
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).done.complete(results.get(i));
        }
        return true;
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

    private <T> T transact(Job<T> job) {
        refuseWhenDiskIsFull();
        long number = commitNumber + 1;
        T result = prepare(job, number);
        commit(job, number);
        commitNumber = number;
        surroundings.failpoint().accept("after-commit");
        surroundings.failpoint().accept("before-acknowledged");
        noteAcknowledged(number);
        surroundings.failpoint().accept("after-acknowledged");
        return result;
    }

    private void noteAcknowledged(long number) {
        try {
            acknowledged.write(new Acknowledged.State(number, spanIds.get() - 1));
        } catch (IOException e) {
            // The commit is durable and must not be reported as failed; only the check at the next opening is blunter.
            LOG.warn("cannot note the number of the last commit: {}", Sql.message(e));
        }
    }

    private <T> T prepare(Job<T> job, long number) {
        try {
            DuckDBConnection connection = connectionOf(job);
            Sql.execute(connection, "BEGIN TRANSACTION");
            T result = job.on(connection);
            noteNumber(job, number);
            surroundings.failpoint().accept("before-commit");
            return result;
        } catch (SQLException e) {
            rollback(job, e);
            throw new LedgerException("cannot write the ledger: " + Sql.message(e) + "; nothing was written", e);
        } catch (RuntimeException | Error e) {
            rollback(job, e);
            throw e;
        }
    }

    private DuckDBConnection connectionOf(Job<?> job) {
        return job.isTick() ? database.ticking() : database.writing();
    }

    private void noteNumber(Job<?> job, long number) throws SQLException {
        if (job.isTick()) {
            PreparedStatement update =
                    prepared.of(database.ticking(), "UPDATE last_commit SET commit_number = ?::BIGINT");
            update.setLong(1, number);
            update.execute();
        } else {
            Sql.execute(database.writing(), "UPDATE last_commit SET commit_number = " + number);
        }
    }

    private void commit(Job<?> job, long number) {
        try {
            Sql.execute(connectionOf(job), "COMMIT");
        } catch (SQLException e) {
            rollback(job, e);
            // A commit can reach the disk and still fail; only the number that the store holds can tell.
            if (commitNumber < number) {
                throw new LedgerException("cannot write the ledger: " + Sql.message(e) + "; nothing was written", e);
            }
            LOG.warn("commit {} is durable although it was reported as failed: {}", number, Sql.message(e));
        }
    }

    private void refuseWhenDiskIsFull() {
        long free = surroundings.freeBytes().getAsLong();
        if (free < settings.minFreeBytes()) {
            throw new LedgerException("only " + (free >> 20) + " MiB are free beside " + database.file()
                    + ", ledger.minFreeBytes asks for " + (settings.minFreeBytes() >> 20)
                    + " MiB; nothing was written, free some space");
        }
    }

    /** Leaves a database that can be written, and in {@link #commitNumber} what it holds. */
    private void rollback(Job<?> job, Throwable cause) {
        try {
            Sql.execute(connectionOf(job), "ROLLBACK");
            return;
        } catch (SQLException e) {
            LOG.debug("rolling back: {}", Sql.message(e));
        }
        try {
            // "No transaction is active" is no harm: work that committed by itself ends there.
            commitNumber = Schema.commitNumber(database.writing());
        } catch (SQLException e) {
            LOG.error("the ledger's store failed and is opened again: {}", Sql.message(cause));
            reopen();
        }
    }

    private void reopen() {
        try {
            database.reopen();
            commitNumber = Schema.commitNumber(database.writing());
        } catch (SQLException e) {
            throw new LedgerException("cannot open the ledger's store again: " + Sql.message(e) + "; restart", e);
        }
    }

    /** What may wait until nobody does. */
    private void tidy() {
        try {
            if (Files.exists(log) && Files.size(log) >= foldAtBytes()) {
                checkpoint();
            } else if (System.nanoTime() - syncedAtNanos > SYNC_EVERY_NANOS) {
                acknowledged.sync();
                syncedAtNanos = System.nanoTime();
            }
        } catch (IOException e) {
            LOG.warn("cannot sync the number of the last commit: {}", Sql.message(e));
        }
    }

    private long foldAtBytes() {
        return Math.min(settings.checkpointBytes(), settings.memoryLimitBytes() / LOG_PART_OF_MEMORY);
    }

    private boolean checkpoint() {
        try {
            acknowledged.sync();
            Sql.execute(database.writing(), "CHECKPOINT");
            return true;
        } catch (SQLException e) {
            checkpointFailed(e);
        } catch (IOException e) {
            LOG.warn("cannot sync the number of the last commit: {}", Sql.message(e));
        }
        return false;
    }

    private void checkpointFailed(SQLException failure) {
        if (!Sql.isFatal(failure)) {
            // A long reader holds it off; the next commit tries again.
            LOG.debug("checkpoint put off: {}", Sql.message(failure));
            return;
        }
        LOG.error("a checkpoint failed and the ledger's store is opened again: {}", Sql.message(failure));
        try {
            reopen();
        } catch (LedgerException e) {
            LOG.error(e.getMessage());
        }
    }

    /** Finishes what waits. The database stays open for the one who opened it. */
    @Override
    public void close() {
        closing = true;
        if (!queue.offer(wakeUp)) {
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
