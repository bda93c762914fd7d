-- What OpenCost learns from its queries, for each pod and day: means and peaks of CPU and memory, requests, bytes both ways,
-- minutes it ran. Prices and node facts are a row per node, joined at the end.
WITH by_span AS (
    SELECT span_id, from_s // 86400 AS day, sum(to_s - from_s)::BIGINT AS seconds,
           sum(cpu_core_ms)::BIGINT AS cpu, max(cpu_core_ms / (to_s - from_s)) AS cpu_max,
           sum(memory_kib * (to_s - from_s))::BIGINT AS memory, max(memory_kib) AS memory_max,
           sum(cpu_request_millicores * (to_s - from_s))::BIGINT AS cpu_request,
           sum(memory_request_kib * (to_s - from_s))::BIGINT AS memory_request,
           sum(greatest(cpu_core_ms, cpu_request_millicores * (to_s - from_s)))::BIGINT AS cpu_billable,
           sum(greatest(memory_kib, memory_request_kib) * (to_s - from_s))::BIGINT AS memory_billable,
           sum(network_rx_bytes)::BIGINT AS received, sum(network_tx_bytes)::BIGINT AS sent
    FROM usage
    WHERE from_s >= $from AND from_s < $to
    GROUP BY span_id, day
)
SELECT u.*, p.cluster, p.namespace, p.pod, p.pod_uid, p.node, p.owner_kind, p.owner_name, p.vcluster,
       n.instance_type, n.spot, n.cpu_capacity_millicores, n.memory_capacity_kib
FROM by_span u
JOIN pod_span p USING (span_id)
LEFT JOIN node_span n ON n.node_uid = p.node_uid AND n.cluster = p.cluster
ORDER BY u.span_id, u.day;
