package dev.sublet.reporter.usage;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Quantities of one pod, vcluster or node, or of usage that nobody was seen doing ({@code unseen}). What it is not summed
 * by is null. CPU is in core-milliseconds, memory in KiB-seconds, all exact.
 */
record UsageLine(
        String cluster,
        String clusterUid,
        @Nullable String vcluster,
        @Nullable String vclusterNamespace,
        @Nullable String vclusterUid,
        @Nullable String namespace,
        @Nullable String virtualNamespace,
        @Nullable String pod,
        @Nullable String podUid,
        @Nullable String podClass,
        @Nullable String node,
        BigInteger cpuCoreMs,
        BigInteger cpuRequestCoreMs,
        BigInteger billableCpuCoreMs,
        BigInteger memoryKibSeconds,
        BigInteger memoryRequestKibSeconds,
        BigInteger billableMemoryKibSeconds,
        BigInteger networkRxBytes,
        BigInteger networkTxBytes,
        BigInteger seconds,
        BigInteger measuredSeconds,
        BigInteger bridgedSeconds,
        BigInteger estimatedSeconds,
        BigInteger missingSeconds,
        BigInteger cpuEstimatedCoreMs,
        boolean unseen) {

    static UsageLine from(ResultSet row) throws SQLException {
        return new UsageLine(
                row.getString("cluster_name"),
                row.getString("cluster"),
                row.getString("vcluster"),
                row.getString("vcluster_namespace"),
                row.getString("vcluster_uid"),
                row.getString("namespace"),
                row.getString("virtual_namespace"),
                row.getString("pod"),
                row.getString("pod_uid"),
                row.getString("class"),
                row.getString("node"),
                integer(row, "cpu_core_ms"),
                integer(row, "cpu_request_core_ms"),
                integer(row, "billable_cpu_core_ms"),
                integer(row, "memory_kib_s"),
                integer(row, "memory_request_kib_s"),
                integer(row, "billable_memory_kib_s"),
                integer(row, "network_rx_bytes"),
                integer(row, "network_tx_bytes"),
                integer(row, "seconds"),
                integer(row, "measured_s"),
                integer(row, "bridged_s"),
                integer(row, "estimated_s"),
                integer(row, "missing_s"),
                integer(row, "cpu_estimated_core_ms"),
                row.getBoolean("is_unseen"));
    }

    private static BigInteger integer(ResultSet row, String column) throws SQLException {
        return new BigInteger(row.getString(column));
    }
}
