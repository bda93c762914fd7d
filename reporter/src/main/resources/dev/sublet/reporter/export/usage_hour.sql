-- What each pod used, one row per pod, unchanged stretch of it, and billing hour. Requests and memory are multiplied by
-- seconds; billable is max(request, usage), interval by interval.
WITH hour AS (
    SELECT span_id, billing_hour(usage_hour.hour_s) AS hour_s, sum(seconds)::BIGINT AS seconds, sum(measured_s)::BIGINT AS measured_s,
           sum(bridged_s)::BIGINT AS bridged_s, sum(estimated_s)::BIGINT AS estimated_s, sum(missing_s)::BIGINT AS missing_s,
           sum(cpu_core_ms)::BIGINT AS cpu_core_ms, sum(cpu_estimated_core_ms)::BIGINT AS cpu_estimated_core_ms,
           sum(cpu_request_core_ms)::BIGINT AS cpu_request_core_ms,
           sum(billable_cpu_core_ms)::BIGINT AS billable_cpu_core_ms, sum(memory_kib_s)::BIGINT AS memory_kib_s,
           sum(memory_request_kib_s)::BIGINT AS memory_request_kib_s,
           sum(billable_memory_kib_s)::BIGINT AS billable_memory_kib_s, sum(gpu_s)::BIGINT AS gpu_s,
           sum(network_rx_bytes)::BIGINT AS network_rx_bytes, sum(network_tx_bytes)::BIGINT AS network_tx_bytes,
           sum(volume_kib_s)::BIGINT AS volume_kib_s
    FROM usage_hour
    WHERE usage_hour.hour_s >= :from_s AND usage_hour.hour_s < :to_s
    GROUP BY span_id, billing_hour(usage_hour.hour_s)
)
SELECT c.cluster_name AS cluster, p.namespace, p.pod, p.node, p.class, p.vcluster, p.vcluster_namespace,
       p.virtual_namespace, p.virtual_pod, p.owner_kind, p.owner_name,
       make_timestamp(h.hour_s * 1000000) AT TIME ZONE 'UTC' AS hour_time,
       h.* EXCLUDE (span_id, hour_s),
       h.span_id, p.pod_uid, p.vcluster_uid, p.cluster AS cluster_uid
FROM hour h
JOIN pod_span p USING (span_id)
LEFT JOIN cluster c ON c.cluster = p.cluster
