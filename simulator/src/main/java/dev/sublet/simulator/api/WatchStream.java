package dev.sublet.simulator.api;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns the events of a store into the texts of one watch, as far as its selector takes them. */
final class WatchStream implements KindStore.Watcher {
    private final KubeKind kind;
    private final Selector selector;
    private final boolean bookmarks;
    private final Consumer<String> send;
    private final Runnable close;

    /**
     * @param send takes a text to be sent; must keep the order and must not block
     * @param close ends the connection after what was sent before
     */
    WatchStream(KubeKind kind, Selector selector, boolean bookmarks, Consumer<String> send, Runnable close) {
        this.kind = kind;
        this.selector = selector;
        this.bookmarks = bookmarks;
        this.send = send;
        this.close = close;
    }

    @Override
    public void offer(KindStore.Event event) {
        StoredObject now = event.now();
        if (now == null) {
            if (bookmarks) {
                send.accept("{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"" + kind.kind() + "\",\"apiVersion\":\""
                        + kind.apiVersion() + "\",\"metadata\":{\"resourceVersion\":\"" + event.version() + "\"}}}");
            }
            return;
        }
        String type = typeFor(event);
        if (type != null) {
            send.accept("{\"type\":\"" + type + "\",\"object\":" + now.alone() + "}");
        }
    }

    /** An object that enters a selection is new to its watcher, one that leaves it is gone. */
    private @Nullable String typeFor(KindStore.Event event) {
        boolean before = selector.selects(event.before());
        boolean now = selector.selects(event.now());
        if (event.type().equals("MODIFIED") && before != now) {
            return now ? "ADDED" : "DELETED";
        }
        return now || before ? event.type() : null;
    }

    @Override
    public void expired() {
        send.accept("{\"type\":\"ERROR\",\"object\":" + ApiHandler.status(410, "Expired", "too old resource version")
                + "}");
        close.run();
    }

    @Override
    public void cut() {
        close.run();
    }
}
