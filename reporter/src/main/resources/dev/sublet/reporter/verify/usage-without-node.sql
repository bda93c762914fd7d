-- Usage, seen or unseen, in a billing hour in which its node has no node span: nothing there can be charged for it.
WITH node_hour_seen AS (
    SELECT DISTINCT s.cluster, s.node_uid, h.hour_s
    FROM node_span s
    JOIN cluster c ON c.cluster = s.cluster
    JOIN hours h ON h.hour_s < least(coalesce(s.to_s, c.last_tick_s), c.last_tick_s)
                AND h.end_s > greatest(s.from_s, c.first_tick_s)
),
used AS (
    SELECT p.cluster, p.node_uid, p.node, u.from_s FROM usage u JOIN pod_span p ON p.span_id = u.span_id
    UNION ALL
    SELECT cluster, node_uid, node, from_s FROM unseen_usage
)
SELECT u.node, u.cluster, h.hour_s, count(*)::BIGINT AS rows
FROM used u
ASOF JOIN hours h ON u.from_s >= h.hour_s
LEFT JOIN node_hour_seen n ON n.cluster = u.cluster AND n.node_uid = u.node_uid AND n.hour_s = h.hour_s
WHERE n.node_uid IS NULL
GROUP BY u.node, u.cluster, h.hour_s
ORDER BY u.cluster, u.node, h.hour_s;
