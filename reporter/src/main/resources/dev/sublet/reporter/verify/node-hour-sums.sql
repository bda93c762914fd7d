-- Node-hours and resources whose pods, idle and system amounts do not sum to the node's cost, or of which one is
-- negative; and node-hours whose resources do not sum to it. Reads what the allocation left.
WITH shared AS (
    SELECT cluster, node_uid, hour_s, resource, sum(amount_nanos) AS nanos, min(amount_nanos) AS least_nanos
    FROM share
    GROUP BY cluster, node_uid, hour_s, resource
),
by_resource AS (
    SELECT p.cluster, p.node_uid, p.hour_s, p.resource,
           coalesce(s.nanos, 0::HUGEINT) - p.cost_nanos AS difference_nanos, coalesce(s.least_nanos, 0::HUGEINT) AS least_nanos
    FROM node_part p
    LEFT JOIN shared s USING (cluster, node_uid, hour_s, resource)
),
by_hour AS (
    SELECT n.cluster, n.node_uid, n.hour_s, 'all' AS resource,
           coalesce(sum(s.nanos), 0::HUGEINT) - n.cost_nanos AS difference_nanos, 0::HUGEINT AS least_nanos
    FROM node_hour n
    LEFT JOIN shared s USING (cluster, node_uid, hour_s)
    GROUP BY n.cluster, n.node_uid, n.hour_s, n.cost_nanos
)
SELECT node_uid, hour_s, resource, difference_nanos::VARCHAR AS difference_nanos, least_nanos::VARCHAR AS least_nanos
FROM (SELECT * FROM by_resource UNION ALL SELECT * FROM by_hour)
WHERE difference_nanos <> 0 OR least_nanos < 0
ORDER BY node_uid, hour_s, resource;
