-- What all nodes cost in the asked period, from node spans, price book and bills alone and by another way than the allocation:
-- each span is cut at every second where a price may change, each piece asks for its prices and discounts by itself, is cut by hours, and what
-- of them is in a node and billing hour is rounded together, half up to nanos. A piece without a price counts nothing, so that the
-- difference shows. Of commitments only the part that they cover is taken from the allocation. What bills say is billed.sql's.
WITH lived AS (
    SELECT s.* EXCLUDE (from_s, to_s), c.cluster_name,
           greatest(s.from_s, c.first_tick_s, a.from_s) AS from_s,
           least(coalesce(s.to_s, c.last_tick_s), c.last_tick_s, a.to_s) AS to_s
    FROM node_span s, cluster c, asked a
    WHERE c.cluster = s.cluster
),
change AS (
    SELECT unnest([from_s, to_s]) AS at_s FROM node_price
    UNION SELECT unnest([from_s, to_s]) FROM gpu_price
    UNION SELECT unnest([from_s, to_s]) FROM discount
    UNION SELECT unnest([from_s, to_s]) FROM base_ratio
    UNION SELECT unnest([from_s, to_s]) FROM commitment
),
cut AS (
    SELECT span_id, from_s AS at_s FROM lived WHERE from_s < to_s
    UNION SELECT span_id, to_s FROM lived WHERE from_s < to_s
    UNION SELECT l.span_id, c.at_s FROM lived l JOIN change c ON c.at_s > l.from_s AND c.at_s < l.to_s
    UNION SELECT l.span_id, b.at_s
          FROM lived l JOIN (SELECT span_id, unnest([from_s, to_s]) AS at_s FROM bill_covered WHERE kind = 'node') b
            ON b.span_id = l.span_id AND b.at_s > l.from_s AND b.at_s < l.to_s
    UNION SELECT l.span_id, h.from_s FROM lived l JOIN spot_price h ON l.spot AND h.instance_type = l.instance_type AND h.from_s > l.from_s AND h.from_s < l.to_s
),
piece AS (
    SELECT span_id, at_s AS from_s, lead(at_s) OVER (PARTITION BY span_id ORDER BY at_s) AS to_s FROM cut
),
alone AS (
    SELECT piece.from_s, piece.to_s, l.* EXCLUDE (from_s, to_s)
    FROM piece
    JOIN lived l USING (span_id)
    WHERE piece.to_s IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM bill_covered b
        WHERE b.kind = 'node' AND b.span_id = l.span_id AND b.from_s <= piece.from_s AND b.to_s > piece.from_s)
),
by_book AS (
    SELECT a.span_id, a.from_s, arg_min(p.rate_attos, p.rank) AS rate_attos, arg_min(p.name IS NOT NULL, p.rank) AS by_name
    FROM alone a
    JOIN node_price p
      ON (a.node = p.name OR a.instance_type = p.instance_type)
     AND coalesce(p.spot, a.spot) = a.spot AND coalesce(p.region = a.region, p.region IS NULL)
     AND coalesce(p.cluster IN (a.cluster, a.cluster_name), true)
     AND a.from_s >= p.from_s AND a.from_s < p.to_s
    GROUP BY a.span_id, a.from_s
),
hourly AS (
    -- A zone's own prices go before those for any zone, also where they say nothing.
    SELECT a.span_id, a.from_s, arg_max(h.rate_attos, h.zone) AS rate_attos
    FROM alone a
    JOIN spot_price h
      ON a.spot AND h.instance_type = a.instance_type AND a.from_s >= h.from_s AND a.from_s < h.to_s
     AND (h.zone = a.zone OR (h.zone = '' AND NOT EXISTS (
            SELECT 1 FROM spot_price z WHERE z.instance_type = a.instance_type AND z.zone = a.zone)))
    GROUP BY a.span_id, a.from_s
),
gpu AS (
    SELECT a.span_id, a.from_s, arg_min(g.rate_attos, g.rank) AS rate_attos
    FROM alone a
    JOIN gpu_price g
      ON a.gpu_capacity > 0 AND g.model = coalesce(a.gpu_model, '') AND coalesce(g.region = a.region, g.region IS NULL)
     AND coalesce(g.cluster IN (a.cluster, a.cluster_name), true)
     AND a.from_s >= g.from_s AND a.from_s < g.to_s
    GROUP BY a.span_id, a.from_s
),
off AS (
    SELECT a.span_id, a.from_s, d.resource, arg_min(d.keep_millionths, d.rank) AS keep
    FROM alone a
    JOIN discount d
      ON coalesce(d.cluster IN (a.cluster, a.cluster_name), true) AND coalesce(d.instance_type = a.instance_type, d.instance_type IS NULL)
     AND coalesce(d.spot, a.spot) = a.spot AND a.from_s >= d.from_s AND a.from_s < d.to_s
    GROUP BY a.span_id, a.from_s, d.resource
),
priced AS (
    SELECT a.*, CASE WHEN b.by_name THEN b.rate_attos ELSE coalesce(h.rate_attos, b.rate_attos) END AS node_attos,
           coalesce(g.rate_attos, 0::HUGEINT) * a.gpu_capacity AS gpus_attos,
           r.cpu * 131072 * a.cpu_capacity_millicores AS weight_cpu, r.memory * 125 * a.memory_capacity_kib AS weight_memory,
           CASE WHEN coalesce(g.rate_attos, 0::HUGEINT) > 0 THEN 0::HUGEINT ELSE r.gpu * 131072000 * a.gpu_capacity END AS weight_gpu,
           coalesce((SELECT keep FROM off o WHERE o.span_id = a.span_id AND o.from_s = a.from_s AND o.resource = 'cpu'), 1000000::HUGEINT) AS keep_cpu,
           coalesce((SELECT keep FROM off o WHERE o.span_id = a.span_id AND o.from_s = a.from_s AND o.resource = 'memory'), 1000000::HUGEINT) AS keep_memory,
           coalesce((SELECT keep FROM off o WHERE o.span_id = a.span_id AND o.from_s = a.from_s AND o.resource = 'gpu'), 1000000::HUGEINT) AS keep_gpu
    FROM alone a
    JOIN base_ratio r ON a.from_s >= r.from_s AND a.from_s < r.to_s
    LEFT JOIN by_book b ON b.span_id = a.span_id AND b.from_s = a.from_s
    LEFT JOIN hourly h ON h.span_id = a.span_id AND h.from_s = a.from_s
    LEFT JOIN gpu g ON g.span_id = a.span_id AND g.from_s = a.from_s
),
bound AS (
    -- What discounts leave is made of the same whole parts as in the allocation: a price has 10^-18 and no more.
    SELECT *, greatest(weight_cpu + weight_memory + weight_gpu, 1) AS whole, weight_cpu + weight_memory + weight_gpu = 0 AS bare
    FROM priced
),
part AS (
    SELECT *, CASE WHEN bare THEN node_attos ELSE (weight_cpu * 100000000000000::HUGEINT // whole) * node_attos // 100000000000000::HUGEINT END AS upto_cpu,
           CASE WHEN bare THEN node_attos
                ELSE ((weight_cpu + weight_memory) * 100000000000000::HUGEINT // whole) * node_attos // 100000000000000::HUGEINT END AS upto_memory
    FROM bound
),
kept AS (
    SELECT cluster, node_uid, span_id, from_s, to_s, upto_cpu * keep_cpu // 1000000 AS cpu_attos,
           (upto_memory - upto_cpu) * keep_memory // 1000000 AS memory_attos,
           (node_attos - upto_memory + gpus_attos) * keep_gpu // 1000000 AS gpu_attos
    FROM part
),
due AS (
    SELECT k.cluster, k.node_uid, h.hour_s, least(k.to_s, h.end_s) - greatest(k.from_s, h.hour_s) AS seconds, k.span_id,
           greatest(k.from_s, h.hour_s) AS from_s, k.cpu_attos, k.memory_attos, k.gpu_attos
    FROM kept k
    JOIN hours h ON h.hour_s < k.to_s AND h.end_s > k.from_s
),
-- The allocation's pieces are longer: those here that lie in one are summed before a commitment takes its part.
in_piece AS (
    SELECT d.cluster, d.node_uid, d.hour_s, d.cpu_attos, d.memory_attos, d.gpu_attos, d.seconds, c.span_id, c.piece_s, c.left_part,
           c.cpu_attos_s + c.memory_attos_s + c.gpu_attos_s AS covered_attos_s
    FROM due d
    LEFT JOIN node_rate r ON r.span_id = d.span_id AND d.from_s >= r.from_s AND d.from_s < r.to_s
    LEFT JOIN committed c ON c.span_id = d.span_id AND c.piece_s = r.from_s AND c.hour_s = d.hour_s
),
covered AS (
    SELECT cluster, node_uid, hour_s,
           sum(cpu_attos * seconds) * left_part // 1000000000000::HUGEINT + sum(memory_attos * seconds) * left_part // 1000000000000::HUGEINT
               + sum(gpu_attos * seconds) * left_part // 1000000000000::HUGEINT + any_value(covered_attos_s) AS attos_s
    FROM in_piece
    WHERE span_id IS NOT NULL
    GROUP BY cluster, node_uid, hour_s, span_id, piece_s, left_part
    UNION ALL
    SELECT cluster, node_uid, hour_s, sum((cpu_attos + memory_attos + gpu_attos) * seconds)
    FROM in_piece
    WHERE span_id IS NULL
    GROUP BY cluster, node_uid, hour_s
),
node_hour AS (
    SELECT (2 * sum(attos_s) + 3600000000000) // 7200000000000::HUGEINT AS cost_nanos
    FROM covered
    GROUP BY cluster, node_uid, hour_s
)
SELECT coalesce((SELECT sum(cost_nanos) FROM node_hour), 0::HUGEINT) + coalesce((SELECT sum(cost_nanos) FROM bill_share WHERE kind = 'node'), 0::HUGEINT) AS cost_nanos;
