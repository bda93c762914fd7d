package dev.sublet.daemon;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into an orderly stop with exit code 0: the hook asks for the stop, and the JVM halts when the
 * thread that works has put everything away, at the latest after a few seconds.
 */
public final class OrderlyStop {
    private static final long PATIENCE_MS = 4_500;
    /** A tick that is nearly done may end by itself; one that waits for a kubelet is broken off. */
    private static final long BREAK_OFF_MS = 1_000;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread worker = Thread.currentThread();
    private final Thread hook;

    /** @param stop asks the calling thread to end its work soon */
    public OrderlyStop(Runnable stop) {
        hook = new Thread(() -> halt(stop), "orderly-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void halt(Runnable stop) {
        stop.run();
        try {
            if (!done.await(BREAK_OFF_MS, TimeUnit.MILLISECONDS)) {
                worker.interrupt();
                done.await(PATIENCE_MS - BREAK_OFF_MS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // What is not put away by now is safe as it lies: the ledger bears a kill at any moment.
        Runtime.getRuntime().halt(0);
    }

    /** Everything is put away; the process ends now if it was asked to. */
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down already, through our hook.
            return;
        }
    }
}
