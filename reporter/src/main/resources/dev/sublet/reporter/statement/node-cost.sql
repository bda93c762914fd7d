-- What all nodes cost in the asked period, from node spans and price book alone and by another way than the allocation:
-- each span is cut at every second where anything may change, each piece asks for its price by itself, and the pieces of
-- a node and billing hour are rounded together, half up to nanos. A piece without a price counts nothing, so that the
-- difference shows.
WITH lived AS (
    SELECT s.span_id, s.cluster, c.cluster_name, s.node_uid, s.node, s.instance_type, s.spot,
           greatest(s.from_s, c.first_tick_s, a.from_s) AS from_s,
           least(coalesce(s.to_s, c.last_tick_s), c.last_tick_s, a.to_s) AS to_s
    FROM node_span s, cluster c, asked a
    WHERE c.cluster = s.cluster
),
change AS (
    SELECT hour_s AS at_s FROM hours
    UNION SELECT from_s FROM node_price
    UNION SELECT to_s FROM node_price
),
cut AS (
    SELECT span_id, from_s AS at_s FROM lived WHERE from_s < to_s
    UNION SELECT span_id, to_s FROM lived WHERE from_s < to_s
    UNION SELECT l.span_id, c.at_s FROM lived l JOIN change c ON c.at_s > l.from_s AND c.at_s < l.to_s
),
piece AS (
    SELECT span_id, at_s AS from_s, lead(at_s) OVER (PARTITION BY span_id ORDER BY at_s) AS to_s FROM cut
),
priced AS (
    SELECT l.cluster, l.node_uid, piece.from_s, piece.to_s, p.rate_attos, p.rank
    FROM piece
    JOIN lived l USING (span_id)
    LEFT JOIN node_price p
      ON (l.node = p.name OR l.instance_type = p.instance_type)
     AND coalesce(p.spot, l.spot) = l.spot
     AND coalesce(p.cluster IN (l.cluster, l.cluster_name), true)
     AND piece.from_s >= p.from_s AND piece.from_s < p.to_s
    WHERE piece.to_s IS NOT NULL
),
best AS (
    SELECT cluster, node_uid, from_s, to_s, arg_min(rate_attos, rank) AS rate_attos
    FROM priced
    GROUP BY cluster, node_uid, from_s, to_s
),
node_hour AS (
    SELECT (2 * sum(rate_attos * (to_s - from_s)) + 3600000000000) // 7200000000000::HUGEINT AS cost_nanos
    FROM best c
    ASOF JOIN hours h ON c.from_s >= h.hour_s
    GROUP BY c.cluster, c.node_uid, h.hour_s
)
SELECT coalesce(sum(cost_nanos), 0::HUGEINT) AS cost_nanos FROM node_hour;
