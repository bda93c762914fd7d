-- The rate of each node span in each price epoch: between two neighbouring dates of the price book nothing changes, so
-- an entry holds for the whole epoch or not at all. Spans are also cut where an hourly spot price changes and where a bill begins or ends to
-- cover them. Of several entries that fit, the lowest rank wins: by name before by hourly price before by instance type, for one cluster
-- before for all, for one region before for all. No entry leaves rate_attos NULL, which is refused before anything is charged, unless a bill
-- covers the time. All rates are in 10^-18 of the currency per hour: list_attos is the book's price, rate_attos what discounts leave of it,
-- the sum of its three parts. from_cpu and upto_memory cut a price over CPU, memory and GPU by base x capacity, in 10^-14, by cumulative floors: 1000
-- millicores, 2^20 KiB and 1 GPU have the least common multiple 131 072 000, hence the factors. A GPU with a price of its own
-- takes nothing of the node's price. node_key stands for cluster and node_uid: millions of rows of the later steps carry it.
CREATE OR REPLACE TEMP TABLE node_rate AS
WITH lived AS (
    SELECT s.* EXCLUDE (from_s, to_s), w.cluster_name, greatest(s.from_s, w.from_s) AS from_s, least(coalesce(s.to_s, w.to_s), w.to_s) AS to_s,
           CASE WHEN EXISTS (SELECT 1 FROM spot_price z WHERE z.instance_type = s.instance_type AND z.zone = s.zone) THEN s.zone ELSE '' END
               AS price_zone
    FROM node_span s
    JOIN watched w ON w.cluster = s.cluster
    WHERE greatest(s.from_s, w.from_s) < least(coalesce(s.to_s, w.to_s), w.to_s)
),
cut AS (
    SELECT l.* REPLACE (greatest(l.from_s, e.from_s, coalesce(b.from_s, l.from_s), coalesce(h.from_s, l.from_s)) AS from_s,
                        least(l.to_s, e.to_s, coalesce(b.to_s, l.to_s), coalesce(h.to_s, l.to_s)) AS to_s),
           e.from_s AS epoch_from_s, e.to_s AS epoch_to_s, coalesce(b.billed, false) AS billed, h.rate_attos AS hourly_attos
    FROM lived l
    JOIN price_epoch e ON e.from_s < l.to_s AND e.to_s > l.from_s
    LEFT JOIN billed_time b
      ON b.kind = 'node' AND b.span_id = l.span_id AND b.from_s < least(l.to_s, e.to_s) AND b.to_s > greatest(l.from_s, e.from_s)
    LEFT JOIN spot_price h
      ON l.spot AND h.instance_type = l.instance_type AND h.zone = l.price_zone
     AND h.from_s < least(l.to_s, e.to_s) AND h.to_s > greatest(l.from_s, e.from_s)
),
priced AS (
    SELECT c.*, b.cpu AS base_cpu, b.memory AS base_memory, CASE WHEN g.rate_attos > 0 THEN 0::HUGEINT ELSE b.gpu END AS base_gpu,
           CASE WHEN p.name IS NOT NULL THEN p.rate_attos ELSE coalesce(c.hourly_attos, p.rate_attos) END AS node_attos,
           CASE WHEN c.gpu_capacity = 0 OR 'gpu' NOT IN (SELECT kind FROM charged) THEN 0::HUGEINT
                ELSE g.rate_attos * c.gpu_capacity END AS gpus_attos
    FROM cut c
    LEFT JOIN base_ratio b ON b.from_s <= c.epoch_from_s AND b.to_s >= c.epoch_to_s
    LEFT JOIN node_price p
      ON p.from_s <= c.epoch_from_s AND p.to_s >= c.epoch_to_s
     AND (p.cluster IS NULL OR p.cluster IN (c.cluster, c.cluster_name))
     AND (p.region IS NULL OR p.region = c.region)
     AND (p.name = c.node OR p.instance_type = c.instance_type)
     AND (p.spot IS NULL OR p.spot = c.spot)
    LEFT JOIN gpu_price g
      ON c.gpu_capacity > 0 AND g.model = coalesce(c.gpu_model, '') AND g.from_s <= c.epoch_from_s AND g.to_s >= c.epoch_to_s
     AND (g.cluster IS NULL OR g.cluster IN (c.cluster, c.cluster_name))
     AND (g.region IS NULL OR g.region = c.region)
    WHERE c.from_s < c.to_s
    QUALIFY row_number() OVER (PARTITION BY c.span_id, c.from_s ORDER BY p.rank NULLS LAST, g.rank NULLS LAST) = 1
),
kept AS (
    SELECT c.span_id, c.from_s, arg_min(d.keep_millionths, d.rank) FILTER (WHERE d.resource = 'cpu') AS cpu,
           arg_min(d.keep_millionths, d.rank) FILTER (WHERE d.resource = 'memory') AS memory,
           arg_min(d.keep_millionths, d.rank) FILTER (WHERE d.resource = 'gpu') AS gpu
    FROM priced c
    JOIN discount d
      ON d.from_s <= c.epoch_from_s AND d.to_s >= c.epoch_to_s
     AND (d.cluster IS NULL OR d.cluster IN (c.cluster, c.cluster_name))
     AND (d.instance_type IS NULL OR d.instance_type = c.instance_type) AND (d.spot IS NULL OR d.spot = c.spot)
    GROUP BY c.span_id, c.from_s
),
weighed AS (
    SELECT p.*, coalesce(k.cpu, 1000000::HUGEINT) AS keep_cpu, coalesce(k.memory, 1000000::HUGEINT) AS keep_memory,
           coalesce(k.gpu, 1000000::HUGEINT) AS keep_gpu,
           p.cpu_capacity_millicores * p.base_cpu * 131072 AS weight_cpu, p.memory_capacity_kib * p.base_memory * 125 AS weight_memory,
           p.gpu_capacity * p.base_gpu * 131072000 AS weight_gpu
    FROM priced p
    LEFT JOIN kept k ON k.span_id = p.span_id AND k.from_s = p.from_s
),
bound AS (
    SELECT *, CASE WHEN weight_cpu + weight_memory + weight_gpu = 0 THEN 100000000000000::HUGEINT
                   ELSE weight_cpu * 100000000000000::HUGEINT // (weight_cpu + weight_memory + weight_gpu) END AS upto_cpu,
           CASE WHEN weight_cpu + weight_memory + weight_gpu = 0 THEN 100000000000000::HUGEINT
                ELSE (weight_cpu + weight_memory) * 100000000000000::HUGEINT // (weight_cpu + weight_memory + weight_gpu) END AS upto_memory
    FROM weighed
),
part AS (
    SELECT *, node_attos + gpus_attos AS list_attos,
           node_attos * upto_cpu // 100000000000000::HUGEINT * keep_cpu // 1000000 AS cpu_attos,
           (node_attos * upto_memory // 100000000000000::HUGEINT - node_attos * upto_cpu // 100000000000000::HUGEINT) * keep_memory // 1000000
               AS memory_attos,
           (node_attos - node_attos * upto_memory // 100000000000000::HUGEINT + gpus_attos) * keep_gpu // 1000000 AS gpu_attos
    FROM bound
)
SELECT span_id, (dense_rank() OVER (ORDER BY cluster, node_uid))::INTEGER AS node_key, cluster, cluster_name, node_uid, node, instance_type, region,
       spot, gpu_model, from_s, to_s, billed, node_attos, gpus_attos, list_attos, cpu_attos, memory_attos, gpu_attos,
       cpu_attos + memory_attos + gpu_attos AS rate_attos, upto_cpu, upto_memory, base_cpu, base_memory, base_gpu,
       cpu_capacity_millicores, cpu_allocatable_millicores, memory_capacity_kib, memory_allocatable_kib, gpu_capacity
FROM part;
