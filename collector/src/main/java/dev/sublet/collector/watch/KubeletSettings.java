package dev.sublet.collector.watch;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How kubelets are asked.
 *
 * @param access directly, or through the API server
 * @param scheme {@code https}; {@code http} only for simulated kubelets
 * @param caFile PEM of the authority that signed the kubelets' certificates; null for the cluster's own
 * @param insecure whether any certificate is believed
 * @param tokenFile null for the token that the API server gets
 * @param requestTimeout for one kubelet, body included
 * @param bodyBytesMax beyond it a summary is given up
 * @param concurrency kubelets asked at once
 * @param deadline for a whole round
 */
public record KubeletSettings(
        Access access,
        String scheme,
        @Nullable Path caFile,
        boolean insecure,
        @Nullable Path tokenFile,
        Duration requestTimeout,
        long bodyBytesMax,
        int concurrency,
        Duration deadline) {
    /** The way to a kubelet. */
    public enum Access {
        /** To the node's address; needs {@code get} on {@code nodes/stats}. */
        DIRECT,
        /** Through the API server; needs {@code nodes/proxy}, with which one can run commands in every pod. */
        API_PROXY
    }

    public static final KubeletSettings DEFAULT = new KubeletSettings(
            Access.DIRECT,
            "https",
            null,
            false,
            null,
            Duration.ofSeconds(10),
            64L * 1024 * 1024,
            16,
            Duration.ofSeconds(25));

    public KubeletSettings {
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw bad("scheme", scheme, "https, or http for simulated kubelets");
        }
        if (insecure && caFile != null) {
            throw bad("insecure", "true", "either insecure or caFile, since insecure believes any certificate");
        }
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw bad("requestTimeout", requestTimeout, "longer than 0");
        }
        if (bodyBytesMax < 1024 || bodyBytesMax > 1L << 30) {
            throw bad("bodyBytesMax", bodyBytesMax, "between 1 KiB and 1 GiB");
        }
        if (concurrency < 1 || concurrency > 1000) {
            throw bad("concurrency", concurrency, "between 1 and 1000");
        }
        if (deadline.compareTo(requestTimeout) < 0) {
            throw bad("deadline", deadline, "at least collector.kubelet.requestTimeout, " + requestTimeout);
        }
    }

    private static IllegalArgumentException bad(String key, Object value, String wanted) {
        return new IllegalArgumentException("collector.kubelet." + key + " is " + value + "; it must be " + wanted);
    }
}
