-- Who takes part in a node-hour's resource and with which weight: pods, usage that was seen on the node's own counter
-- but on no pod (unseen, CPU only), the system (capacity - allocatable) and what is left idle. who is 'pod' for pods only.
-- whole = max(capacity, system + sum of weights), so an overcommitted node has no idle part and nothing is negative.
-- place breaks ties: pods in the order of pod.sql, behind them idle, system, unseen.
CREATE OR REPLACE TEMP VIEW weight AS
WITH claim AS (
    SELECT node_key, hour_s, 'cpu'::ENUM ('cpu', 'memory', 'gpu') AS resource, span_id, place, cpu AS weight
    FROM pod_hour WHERE cpu > 0
    UNION ALL
    SELECT node_key, hour_s, 'memory', span_id, place, memory FROM pod_hour WHERE memory > 0
    UNION ALL
    SELECT node_key, hour_s, 'gpu', span_id, place, gpu FROM pod_hour WHERE gpu > 0
    UNION ALL
    SELECT n.node_key, h.hour_s, 'cpu', NULL, 2147483647, sum(u.cpu_core_ms::HUGEINT)
    FROM unseen_usage u
    ASOF JOIN hours h ON u.from_s >= h.hour_s
    JOIN watched w ON w.cluster = u.cluster AND u.from_s >= w.from_s AND u.from_s < w.to_s
    JOIN (SELECT DISTINCT node_key, cluster, node_uid FROM node_rate) n
      ON n.cluster = u.cluster AND n.node_uid = u.node_uid
    WHERE u.from_s >= getvariable('slice_from_s') AND u.from_s < getvariable('slice_to_s')
    GROUP BY n.node_key, h.hour_s
    HAVING sum(u.cpu_core_ms) > 0
),
claimed AS (
    SELECT node_key, hour_s, resource, sum(weight) AS weight
    FROM claim
    GROUP BY node_key, hour_s, resource
),
part AS (
    SELECT n.*, coalesce(c.weight, 0::HUGEINT) AS claimed,
           greatest(n.capacity, n.system_weight + coalesce(c.weight, 0::HUGEINT)) AS whole
    FROM node_part n
    LEFT JOIN claimed c USING (node_key, hour_s, resource)
)
SELECT node_key, hour_s, resource, p.pricing, p.cost_nanos, p.whole, c.span_id, c.place, c.weight,
       (CASE WHEN c.span_id IS NULL THEN 'unseen' ELSE 'pod' END)::ENUM ('pod', 'idle', 'system', 'unseen') AS who
FROM part p
JOIN claim c USING (node_key, hour_s, resource)
UNION ALL
SELECT node_key, hour_s, resource, pricing, cost_nanos, whole, NULL, 2147483646, system_weight, 'system'
FROM part
UNION ALL
SELECT node_key, hour_s, resource, pricing, cost_nanos, whole, NULL, 2147483645, whole - system_weight - claimed, 'idle'
FROM part;
