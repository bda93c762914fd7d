-- What all charged volumes and load balancers cost in the asked period, from their spans and the price book alone, the
-- way node-cost.sql does it for nodes. Each span is rounded by billing hour, half up to nanos.
WITH asset AS (
    SELECT 'storage' AS kind, span_id, cluster, storage_class AS sort, capacity_kib AS kib, from_s, to_s FROM volume_span
    UNION ALL
    SELECT 'load-balancer', span_id, cluster, '', 1048576, from_s, to_s FROM service_span
),
lived AS (
    SELECT s.kind, s.span_id, s.cluster, c.cluster_name, s.sort, s.kib,
           greatest(s.from_s, c.first_tick_s, a.from_s) AS from_s,
           least(coalesce(s.to_s, c.last_tick_s), c.last_tick_s, a.to_s) AS to_s
    FROM asset s, cluster c, asked a
    WHERE c.cluster = s.cluster
),
change AS (
    SELECT hour_s AS at_s FROM hours
    UNION SELECT from_s FROM asset_price
    UNION SELECT to_s FROM asset_price
    UNION SELECT unnest([from_s, to_s]) FROM discount
),
cut AS (
    SELECT kind, span_id, from_s AS at_s FROM lived WHERE from_s < to_s
    UNION SELECT kind, span_id, to_s FROM lived WHERE from_s < to_s
    UNION SELECT l.kind, l.span_id, c.at_s FROM lived l JOIN change c ON c.at_s > l.from_s AND c.at_s < l.to_s
    UNION SELECT l.kind, l.span_id, b.at_s
          FROM lived l JOIN (SELECT kind, span_id, unnest([from_s, to_s]) AS at_s FROM bill_covered) b
            ON b.kind = l.kind AND b.span_id = l.span_id AND b.at_s > l.from_s AND b.at_s < l.to_s
),
piece AS (
    SELECT kind, span_id, at_s AS from_s, lead(at_s) OVER (PARTITION BY kind, span_id ORDER BY at_s) AS to_s FROM cut
),
priced AS (
    SELECT l.kind, l.span_id, l.kib, piece.from_s, piece.to_s,
           arg_min(p.rate_attos, p.rank) * coalesce(arg_min(d.keep_millionths, d.rank), 1000000::HUGEINT) // 1000000 AS rate_attos
    FROM piece
    JOIN lived l USING (kind, span_id)
    LEFT JOIN asset_price p
      ON p.kind = l.kind AND p.sort = l.sort
     AND coalesce(p.cluster IN (l.cluster, l.cluster_name), true)
     AND piece.from_s >= p.from_s AND piece.from_s < p.to_s
    LEFT JOIN discount d
      ON d.resource = l.kind AND d.instance_type IS NULL AND d.spot IS NULL
     AND coalesce(d.cluster IN (l.cluster, l.cluster_name), true)
     AND piece.from_s >= d.from_s AND piece.from_s < d.to_s
    WHERE piece.to_s IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM bill_covered b
        WHERE b.kind = l.kind AND b.span_id = l.span_id AND b.from_s <= piece.from_s AND b.to_s > piece.from_s)
    GROUP BY l.kind, l.span_id, l.kib, piece.from_s, piece.to_s
),
asset_hour AS (
    -- 2^20 KiB x 3600 s x 10^9 attos per nano; a load balancer counts as one GiB.
    SELECT (sum(rate_attos * kib * (to_s - from_s)) + 1887436800000000000::HUGEINT)
               // 3774873600000000000::HUGEINT AS cost_nanos
    FROM priced
    GROUP BY kind, span_id, billing_hour(from_s)
)
SELECT coalesce((SELECT sum(cost_nanos) FROM asset_hour), 0::HUGEINT) + coalesce((
    SELECT sum(cost_nanos) FROM bill_share WHERE kind <> 'node'), 0::HUGEINT) AS cost_nanos;
