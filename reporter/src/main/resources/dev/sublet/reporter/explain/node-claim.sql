-- Who takes part in a node's hour, with their billed quantities and how well they are known; in the order by which ties are broken.
SELECT p.span_id, p.pod, p.namespace, sum(u.billable_cpu_core_ms)::VARCHAR AS cpu, sum(u.billable_memory_kib_s)::VARCHAR AS memory, sum(u.gpu_s)::VARCHAR AS gpu,
       sum(u.cpu_request_core_ms)::VARCHAR AS cpu_request, sum(u.memory_request_kib_s)::VARCHAR AS memory_request,
       sum(u.cpu_core_ms)::VARCHAR AS cpu_used, sum(u.memory_kib_s)::VARCHAR AS memory_used, sum(u.seconds)::BIGINT AS seconds,
       sum(u.measured_s)::BIGINT AS measured_s, sum(u.bridged_s)::BIGINT AS bridged_s, sum(u.estimated_s)::BIGINT AS estimated_s,
       sum(u.missing_s)::BIGINT AS missing_s
FROM usage_hour u
JOIN pod_span p ON p.span_id = u.span_id
JOIN watched w ON w.cluster = p.cluster
JOIN (SELECT DISTINCT node_key, cluster, node_uid FROM node_rate) n ON n.cluster = p.cluster AND n.node_uid = p.node_uid
JOIN hours h ON h.hour_s = ?
WHERE n.node_key = ? AND u.hour_s >= h.hour_s AND u.hour_s < h.end_s AND p.from_s < h.end_s
GROUP BY p.span_id, p.pod, p.namespace, p.pod_uid, greatest(p.from_s, w.from_s)
ORDER BY p.pod_uid, greatest(p.from_s, w.from_s), p.span_id;
