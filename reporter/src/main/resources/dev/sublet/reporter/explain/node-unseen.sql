-- CPU that was seen on a node's own counter in an hour and on no pod.
SELECT coalesce(sum(u.cpu_core_ms::HUGEINT), 0)::VARCHAR AS cpu
FROM unseen_usage u
JOIN watched w ON w.cluster = u.cluster AND u.from_s >= w.from_s AND u.from_s < w.to_s
JOIN (SELECT DISTINCT node_key, cluster, node_uid FROM node_rate) n ON n.cluster = u.cluster AND n.node_uid = u.node_uid
JOIN hours h ON h.hour_s = ?
WHERE n.node_key = ? AND u.from_s >= h.hour_s AND u.from_s < h.end_s;
