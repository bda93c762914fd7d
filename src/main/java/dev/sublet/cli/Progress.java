package dev.sublet.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on a terminal, nothing elsewhere. The launcher knows whether standard error is one. */
final class Progress implements AutoCloseable {
    private static final int REFRESH_MS = 200;

    private final @Nullable ProgressBar bar;
    private boolean ended;

    Progress(String task, String unit) {
        bar = Boolean.getBoolean("sublet.terminal")
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setUnit(" " + unit, 1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(REFRESH_MS)
                        .clearDisplayOnFinish()
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build()
                : null;
    }

    boolean isShown() {
        return bar != null;
    }

    /** The bar goes away with the last step. */
    void at(int done, int total) {
        ProgressBar shown = bar;
        if (shown != null && !ended) {
            shown.maxHint(total).stepTo(done);
            if (done == total) {
                close();
            }
        }
    }

    /** For work whose end is not known. */
    void step(long done, String what) {
        ProgressBar shown = bar;
        if (shown != null && !ended) {
            shown.maxHint(-1).setExtraMessage(what).stepTo(done);
        }
    }

    @Override
    public void close() {
        ProgressBar shown = bar;
        if (shown != null && !ended) {
            ended = true;
            shown.close();
        }
    }
}
