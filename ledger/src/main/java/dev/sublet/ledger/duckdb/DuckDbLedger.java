package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.BooksCheck;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.RecoveryReport;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.calendar.BillingZone;
import dev.sublet.ledger.query.QueryResult;
import dev.sublet.ledger.query.Select;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.ledger.seal.DurableFiles;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.ledger.seal.UpkeepStep;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger on DuckDB; see DESIGN.md of this module. Public for {@link Ledger} only. */
public final class DuckDbLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(DuckDbLedger.class);

    /** Each try leaves out at least one damaged file; more than two at once wait for the sender's next try. */
    private static final int AUDIT_TRIES = 3;

    private final FolderLock lock;
    private final Database database;
    private final RecoveryReport recovery;
    private final AtomicLong spanIds;
    private final SpanTables spans;
    private final Clusters clusters;
    private final Prepared prepared = new Prepared();
    private final Writer writer;
    private final SealViews views;
    private final Readers readers;
    private final Keeper keeper;
    private final AuditFiles auditFiles;
    private final Books books;
    private boolean closed;

    DuckDbLedger(HotStore.Opened store, LedgerSettings settings, Clock clock) {
        this.lock = store.lock();
        this.database = store.database();
        this.recovery = store.recovery();
        this.spanIds = new AtomicLong(store.content().highestSpanId() + 1);
        this.spans = store.content().spans();
        this.clusters = store.content().clusters();
        Path sealed = database.sealedFolder();
        this.views = new SealViews(sealed);
        this.readers = new Readers(database, views, settings);
        views.zone(store.content().billingZone());
        this.writer = new Writer(
                database,
                store.acknowledged(),
                spanIds,
                prepared,
                store.content().commitNumber(),
                settings,
                store.surroundings());
        this.auditFiles = store.content().auditFiles();
        this.keeper = new Keeper(database, readers, writer, auditFiles, settings, clock, store.surroundings());
        this.books = new Books(
                Books.folder(database.file().resolveSibling("")),
                new DurableFiles(store.surroundings().failpoint()),
                readers);
        writer.start();
    }

    public static DuckDbLedger open(Path dataFolder, LedgerSettings settings, Clock clock) {
        return open(dataFolder, settings, clock, Surroundings.of(HotStore.folder(dataFolder)));
    }

    static DuckDbLedger open(Path dataFolder, LedgerSettings settings, Clock clock, Surroundings surroundings) {
        DuckDbLedger ledger =
                new DuckDbLedger(new HotStore(dataFolder, settings, clock, surroundings).open(), settings, clock);
        ledger.recovery.findings().forEach(finding -> LOG.error("data folder {}: {}", dataFolder, finding));
        return ledger;
    }

    public static DuckDbLedger openExisting(Path dataFolder, LedgerSettings settings, Clock clock) {
        Surroundings surroundings = Surroundings.of(HotStore.folder(dataFolder));
        DuckDbLedger ledger = new DuckDbLedger(
                new HotStore(dataFolder, settings, clock, surroundings).openExisting(), settings, clock);
        ledger.recovery.findings().forEach(finding -> LOG.warn("data folder {}: {}", dataFolder, finding));
        return ledger;
    }

    @Override
    public RecoveryReport recovery() {
        return recovery;
    }

    @Override
    public long nextSpanId() {
        return spanIds.getAndIncrement();
    }

    @Override
    public Optional<MeterState> lastState(String cluster) {
        return read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT first_tick_s, last_tick_s, state FROM cluster JOIN meter_state"
                            + " USING (cluster) WHERE cluster = ?")) {
                select.setString(1, cluster);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    StateBytes state = StateBytes.of(row.getBytes(3));
                    return Optional.of(
                            new MeterState(row.getLong(1), row.getLong(2), state, OpenPods.of(connection, cluster)));
                }
            }
        });
    }

    @Override
    public void commit(List<TickBatch> ticks) {
        if (!ticks.isEmpty()) {
            boolean missed = clusters.anyMissing();
            writer.run(new TickCommit(List.copyOf(ticks), spans, clusters, prepared));
            if (missed && !clusters.anyMissing()) {
                books.publish();
            }
        }
    }

    @Override
    public AuditReceipt commit(AuditBatch batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                return writer.run(new AuditCommit(batch, auditFiles));
            } catch (AuditFiles.LeftOut e) {
                if (attempt == AUDIT_TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        T result = writer.run(work::on);
        views.zone(billingZone());
        // Who derives and keeps, such as statements and holds, changes the books.
        books.publish();
        return result;
    }

    @Override
    public <T> T read(Query<T> query) {
        return readers.read(query);
    }

    @Override
    public QueryResult select(String sql, SelectLimits limits) {
        return read(connection -> Select.run(connection, sql, limits));
    }

    @Override
    public Optional<UpkeepStep> upkeep(Due due) {
        Optional<UpkeepStep> step = keeper.next(due);
        if (step.isPresent() && step.get().kind() == UpkeepStep.Kind.RETIRED) {
            books.publish();
        } else {
            books.publishIfBehind();
        }
        return step;
    }

    @Override
    public int waiting() {
        return keeper.waiting();
    }

    @Override
    public List<SealedCheck> checkSealed() {
        List<SealedCheck> checks = new ArrayList<>(
                read(connection -> SealedChecks.run(database.sealedFolder(), SealedFiles.load(connection))));
        checks.addAll(keeper.checkFolder());
        return List.copyOf(checks);
    }

    @Override
    public ZoneId billingZone() {
        return read(BillingZone::of);
    }

    @Override
    public void billHoursOf(ZoneId zone) {
        write(connection -> {
            BillingZone.set(connection, zone);
            return zone;
        });
    }

    @Override
    public BooksCheck checkBooks() {
        return books.check();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        books.publishIfBehind();
        writer.close();
        try (lock) {
            database.close();
        } catch (SQLException e) {
            throw new LedgerException("cannot close the ledger: " + Sql.message(e), e);
        }
    }
}
