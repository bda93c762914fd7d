-- Usage, seen or unseen, in a billing hour of the slice in which its node has no node span, or in no billing hour: nothing can be
-- charged for it.
WITH node_hour_seen AS (
    SELECT DISTINCT s.cluster, s.node_uid, h.hour_s
    FROM node_span s
    JOIN cluster c ON c.cluster = s.cluster
    JOIN slice h ON h.hour_s < least(coalesce(s.to_s, c.last_tick_s), c.last_tick_s)
                AND h.end_s > greatest(s.from_s, c.first_tick_s)
    WHERE s.from_s < getvariable('slice_to_s') AND coalesce(s.to_s, c.last_tick_s) > getvariable('slice_from_s')
),
used AS (
    SELECT p.cluster, p.node_uid, any_value(p.node) AS node, billing_hour(u.hour_s) AS hour_s, count(*)::BIGINT AS rows
    FROM usage_hour u
    JOIN pod_span p ON p.span_id = u.span_id
    WHERE u.hour_s >= getvariable('slice_from_s') AND u.hour_s < getvariable('slice_to_s')
    GROUP BY p.cluster, p.node_uid, billing_hour(u.hour_s)
    UNION ALL
    SELECT u.cluster, u.node_uid, any_value(u.node), h.hour_s, count(*)::BIGINT
    FROM unseen_usage u
    ASOF JOIN hours h ON u.from_s >= h.hour_s
    WHERE u.from_s >= getvariable('slice_from_s') AND u.from_s < getvariable('slice_to_s')
    GROUP BY u.cluster, u.node_uid, h.hour_s
)
SELECT any_value(u.node) AS node, u.cluster, u.hour_s, sum(u.rows)::BIGINT AS rows
FROM used u
LEFT JOIN node_hour_seen n ON n.cluster = u.cluster AND n.node_uid = u.node_uid AND n.hour_s = u.hour_s
WHERE n.node_uid IS NULL
GROUP BY u.cluster, u.node_uid, u.hour_s
ORDER BY u.cluster, node, u.hour_s;
