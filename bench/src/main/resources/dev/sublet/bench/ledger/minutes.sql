-- The month from usage rows: max(request, usage) row by row, by vcluster and day. Summed by span first, so that the join sees a
-- row per span and day.
WITH by_span AS (
    SELECT span_id, from_s // 86400 AS day,
           sum(greatest(cpu_core_ms, cpu_request_millicores * (to_s - from_s)))::BIGINT AS cpu,
           sum(greatest(memory_kib, memory_request_kib) * (to_s - from_s))::BIGINT AS memory,
           sum(network_rx_bytes)::BIGINT AS received, sum(network_tx_bytes)::BIGINT AS sent
    FROM usage
    WHERE from_s >= $from AND from_s < $to
    GROUP BY span_id, day
)
SELECT p.vcluster_uid, u.day, sum(u.cpu)::BIGINT, sum(u.memory)::BIGINT, sum(u.received)::BIGINT, sum(u.sent)::BIGINT
FROM by_span u
JOIN pod_span p USING (span_id)
GROUP BY p.vcluster_uid, u.day
ORDER BY p.vcluster_uid, u.day;
