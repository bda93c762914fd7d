-- Node-hours and resources whose pods, idle and system amounts do not sum to the node's cost, or of which one is
-- negative; and node-hours whose resources do not sum to it. Reads what the allocation left, for its slice of hours.
WITH shared AS (
    SELECT node_key, hour_s, resource, sum(amount_nanos) AS nanos, min(amount_nanos) AS least_nanos
    FROM share
    GROUP BY node_key, hour_s, resource
),
by_resource AS (
    SELECT p.node_key, p.hour_s, p.resource::VARCHAR AS resource,
           coalesce(s.nanos, 0::HUGEINT) - p.cost_nanos AS difference_nanos, coalesce(s.least_nanos, 0::HUGEINT) AS least_nanos
    FROM node_part p
    LEFT JOIN shared s USING (node_key, hour_s, resource)
),
by_hour AS (
    SELECT n.node_key, n.hour_s, 'all' AS resource,
           coalesce(sum(s.nanos), 0::HUGEINT) - n.cost_nanos AS difference_nanos, 0::HUGEINT AS least_nanos
    FROM node_hour n
    LEFT JOIN shared s USING (node_key, hour_s)
    GROUP BY n.node_key, n.hour_s, n.cost_nanos
)
SELECT n.node_uid, w.hour_s, w.resource, difference_nanos::VARCHAR AS difference_nanos, least_nanos::VARCHAR AS least_nanos
FROM (SELECT * FROM by_resource UNION ALL SELECT * FROM by_hour) w
JOIN (SELECT DISTINCT node_key, node_uid FROM node_rate) n ON n.node_key = w.node_key
WHERE difference_nanos <> 0 OR least_nanos < 0
ORDER BY n.node_uid, w.hour_s, w.resource;
