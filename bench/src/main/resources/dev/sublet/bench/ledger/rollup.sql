-- The same from usage_hour.
WITH by_span AS (
    SELECT span_id, hour_s // 86400 AS day, sum(billable_cpu_core_ms)::BIGINT AS cpu,
           sum(billable_memory_kib_s)::BIGINT AS memory,
           sum(network_rx_bytes)::BIGINT AS received, sum(network_tx_bytes)::BIGINT AS sent
    FROM usage_hour
    WHERE hour_s >= $from AND hour_s < $to
    GROUP BY span_id, day
)
SELECT p.vcluster_uid, u.day, sum(u.cpu)::BIGINT, sum(u.memory)::BIGINT, sum(u.received)::BIGINT, sum(u.sent)::BIGINT
FROM by_span u
JOIN pod_span p USING (span_id)
GROUP BY p.vcluster_uid, u.day
ORDER BY p.vcluster_uid, u.day;
