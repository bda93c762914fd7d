-- Who takes part in a node-hour's resource and with which weight: pods, usage that was seen on the node's own counter
-- but on no pod (~unseen, CPU only), the system (capacity - allocatable) and what is left idle.
-- whole = max(capacity, system + sum of weights), so an overcommitted node has no idle part and nothing is negative.
CREATE OR REPLACE TEMP VIEW weight AS
WITH claim AS (
    SELECT cluster, node_uid, hour_s, 'cpu' AS resource, pod_uid AS uid, span_id, span_from_s, cpu AS weight
    FROM pod_hour WHERE cpu > 0
    UNION ALL
    SELECT cluster, node_uid, hour_s, 'memory', pod_uid, span_id, span_from_s, memory
    FROM pod_hour WHERE memory > 0
    UNION ALL
    SELECT cluster, node_uid, hour_s, 'gpu', pod_uid, span_id, span_from_s, gpu
    FROM pod_hour WHERE gpu > 0
    UNION ALL
    SELECT u.cluster, u.node_uid, h.hour_s, 'cpu', '~unseen', NULL, 0, sum(u.cpu_core_ms::HUGEINT)
    FROM unseen_usage u
    ASOF JOIN hours h ON u.from_s >= h.hour_s
    JOIN watched w ON w.cluster = u.cluster AND u.from_s >= w.from_s AND u.from_s < w.to_s
    WHERE u.from_s >= getvariable('slice_from_s') AND u.from_s < getvariable('slice_to_s')
    GROUP BY u.cluster, u.node_uid, h.hour_s
    HAVING sum(u.cpu_core_ms) > 0
),
claimed AS (
    SELECT cluster, node_uid, hour_s, resource, sum(weight) AS weight
    FROM claim
    GROUP BY cluster, node_uid, hour_s, resource
),
part AS (
    SELECT n.*, coalesce(c.weight, 0::HUGEINT) AS claimed,
           greatest(n.capacity, n.system_weight + coalesce(c.weight, 0::HUGEINT)) AS whole
    FROM node_part n
    LEFT JOIN claimed c USING (cluster, node_uid, hour_s, resource)
)
SELECT cluster, node_uid, hour_s, resource, p.cost_nanos, p.whole, c.uid, c.span_id, c.span_from_s, c.weight
FROM part p
JOIN claim c USING (cluster, node_uid, hour_s, resource)
UNION ALL
SELECT cluster, node_uid, hour_s, resource, cost_nanos, whole, '~system', NULL, 0, system_weight
FROM part
UNION ALL
SELECT cluster, node_uid, hour_s, resource, cost_nanos, whole, '~idle', NULL, 0, whole - system_weight - claimed
FROM part;
