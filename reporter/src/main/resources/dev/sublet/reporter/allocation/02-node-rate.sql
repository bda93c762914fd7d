-- The rate of each node span in each price epoch: between two neighbouring dates of the price book nothing changes, so
-- an entry holds for the whole epoch or not at all. Of several entries that fit, the lowest rank wins: by name before
-- by instance type, for one cluster before for all. No entry leaves rate_attos NULL, which is refused before anything is
-- charged. rate_attos is in 10^-18 of the currency per hour. node_key stands for cluster and node_uid: millions of rows of
-- the later steps carry it.
CREATE OR REPLACE TEMP TABLE node_rate AS
SELECT s.span_id, (dense_rank() OVER (ORDER BY s.cluster, s.node_uid))::INTEGER AS node_key, s.cluster, s.node_uid, s.node, s.instance_type, s.spot,
       greatest(s.from_s, w.from_s, e.from_s) AS from_s,
       least(coalesce(s.to_s, w.to_s), w.to_s, e.to_s) AS to_s,
       p.rate_attos,
       b.cpu AS base_cpu, b.memory AS base_memory, b.gpu AS base_gpu,
       s.cpu_capacity_millicores, s.cpu_allocatable_millicores,
       s.memory_capacity_kib, s.memory_allocatable_kib, s.gpu_capacity
FROM node_span s
JOIN watched w ON w.cluster = s.cluster
JOIN price_epoch e
  ON e.from_s < least(coalesce(s.to_s, w.to_s), w.to_s) AND e.to_s > greatest(s.from_s, w.from_s)
LEFT JOIN base_ratio b ON b.from_s <= e.from_s AND b.to_s >= e.to_s
LEFT JOIN node_price p
  ON p.from_s <= e.from_s AND p.to_s >= e.to_s
 AND (p.cluster IS NULL OR p.cluster IN (w.cluster, w.cluster_name))
 AND (p.name = s.node OR p.instance_type = s.instance_type)
 AND (p.spot IS NULL OR p.spot = s.spot)
WHERE greatest(s.from_s, w.from_s) < least(coalesce(s.to_s, w.to_s), w.to_s)
QUALIFY row_number() OVER (PARTITION BY s.span_id, e.from_s ORDER BY p.rank NULLS LAST) = 1;
