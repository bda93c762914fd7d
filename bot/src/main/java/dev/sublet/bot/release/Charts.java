package dev.sublet.bot.release;

import dev.sublet.bot.blueprint.ChartSource;

/** Finds charts, and keeps those that came from afar. Implementations are thread-safe. */
public interface Charts {
    /**
     * A chart's folder or archive on this machine, or an OCI address that Helm itself fetches.
     *
     * @throws ReleaseException when it cannot be had
     */
    String path(ChartSource source, String version);
}
