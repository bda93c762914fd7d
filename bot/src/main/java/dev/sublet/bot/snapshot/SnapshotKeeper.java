package dev.sublet.bot.snapshot;

import dev.sublet.bot.work.Host;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps now and then, also when no virtual cluster is left that could. Thread-safe. */
public final class SnapshotKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);

    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "snapshot-keeper");
        thread.setDaemon(true);
        return thread;
    });
    private final Host host;
    private final SnapshotSweep sweep;

    private SnapshotKeeper(Host host, SnapshotSweep sweep) {
        this.host = host;
        this.sweep = sweep;
    }

    /** Looks after the first pause, and then again after each. */
    // Nobody waits for its end, and what may fail is caught where it does.
    @SuppressWarnings("FutureReturnValueIgnored")
    public static SnapshotKeeper start(Host host, SnapshotSweep sweep, Duration pause) {
        SnapshotKeeper keeper = new SnapshotKeeper(host, sweep);
        keeper.worker.scheduleWithFixedDelay(keeper::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return keeper;
    }

    private void look() {
        try {
            sweep.sweep(host);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                LOG.warn(
                        "snapshots are kept beyond their time: {}; apply the part of operator-rbac.yaml on snapshots",
                        e.getMessage());
            } else {
                LOG.warn("snapshots cannot be swept; trying again: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
