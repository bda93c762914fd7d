package dev.sublet.collector.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The informer of one kind. It tries again without end; only a refusal before the first list ends it. Thread-safe. */
final class KindWatch<T extends HasMetadata> implements AutoCloseable {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final String kind;
    private final FactStore<T> store;
    private final SharedIndexInformer<T> informer;
    private volatile @Nullable Throwable lastFailure;
    private volatile @Nullable String refusal;
    private volatile boolean closed;

    KindWatch(String kind, Informable<T> objects, FactStore<T> store) {
        this.kind = kind;
        this.store = store;
        this.informer = objects.runnableInformer(0)
                .itemStore(store)
                // The index would keep an entry per object that nobody asks for.
                .removeIndexer(Cache.NAMESPACE_INDEX)
                .exceptionHandler(this::retry);
    }

    private boolean retry(boolean started, Throwable failure) {
        lastFailure = failure;
        int code = statusOf(failure);
        if (!started && (code == UNAUTHORIZED || code == FORBIDDEN)) {
            refusal = "HTTP " + code;
            return false;
        }
        return !closed;
    }

    private static int statusOf(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof KubernetesClientException known && known.getCode() != 0) {
                return known.getCode();
            }
        }
        return 0;
    }

    static String line(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
        return message.lines().findFirst().orElse("no reason given");
    }

    void start() {
        // How it ends is seen through the exception handler, which every failure passes.
        informer.start().exceptionally(failure -> null);
    }

    String kind() {
        return kind;
    }

    FactStore<T> store() {
        return store;
    }

    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    @Nullable
    String refusal() {
        return refusal;
    }

    boolean isListed() {
        return informer.lastSyncResourceVersion() != null;
    }

    boolean isWatching() {
        return informer.isWatching();
    }

    @Nullable
    String resourceVersion() {
        return informer.lastSyncResourceVersion();
    }

    /** Resource versions are whole numbers of any length; one that is not is only equal to itself. */
    boolean hasReached(String wanted) {
        String reached = informer.lastSyncResourceVersion();
        if (reached == null) {
            return false;
        }
        if (reached.equals(wanted)) {
            return true;
        }
        return isNumber(reached) && isNumber(wanted) && new BigInteger(reached).compareTo(new BigInteger(wanted)) >= 0;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(one -> one >= '0' && one <= '9');
    }

    @Override
    public void close() {
        closed = true;
        informer.stop();
    }
}
