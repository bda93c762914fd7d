-- What costs by time alone in the asked period, without days: for each cost the seconds due up to the period's end less those up to its
-- beginning, and each commitment's unused hours.
WITH due AS (
    SELECT f.fixed, c.cluster, c.first_tick_s AS from_s, c.last_tick_s AS to_s
    FROM fixed_cost f, cluster c
    WHERE f.per = 'cluster' AND coalesce(f.cluster IN (c.cluster, c.cluster_name), true)
    UNION ALL
    SELECT f.fixed, c.cluster, greatest(s.from_s, c.first_tick_s), least(coalesce(s.to_s, c.last_tick_s), c.last_tick_s)
    FROM fixed_cost f, cluster c, node_span s
    WHERE f.per = 'node' AND s.cluster = c.cluster AND coalesce(f.cluster IN (c.cluster, c.cluster_name), true)
      AND (f.instance_type IS NULL OR s.instance_type = f.instance_type)
    UNION ALL
    SELECT f.fixed, 'fleet', (SELECT min(first_tick_s) FROM cluster WHERE first_tick_s < last_tick_s),
           (SELECT max(last_tick_s) FROM cluster WHERE first_tick_s < last_tick_s)
    FROM fixed_cost f
    WHERE f.per = 'fleet'
),
seconds AS (
    SELECT f.fixed, d.cluster,
           sum(greatest(least(d.to_s, f.to_s, f.base_to_s, a.from_s) - greatest(d.from_s, f.from_s, f.base_from_s), 0))::HUGEINT AS before_s,
           sum(greatest(least(d.to_s, f.to_s, f.base_to_s, a.to_s) - greatest(d.from_s, f.from_s, f.base_from_s), 0))::HUGEINT AS upto_s
    FROM due d
    JOIN fixed_cost f ON f.fixed = d.fixed
    CROSS JOIN asked a
    GROUP BY f.fixed, d.cluster
),
unused AS (
    SELECT CASE WHEN k.count > 0
                THEN (2 * (h.bought - h.wanted) * k.rate_attos + 3600000000000000000::HUGEINT) // 7200000000000000000::HUGEINT
                ELSE (2 * (h.bought - h.wanted) + 3600) // 7200 END AS cost_nanos
    FROM commitment_hour h
    JOIN commitment k ON k.commitment = h.commitment
    WHERE h.bought > h.wanted
)
SELECT coalesce((
           SELECT sum(f.total_attos * s.upto_s // ((f.base_to_s - f.base_from_s)::HUGEINT * 1000000000)
                      - f.total_attos * s.before_s // ((f.base_to_s - f.base_from_s)::HUGEINT * 1000000000))
           FROM seconds s JOIN fixed_cost f ON f.fixed = s.fixed), 0::HUGEINT)
       + coalesce((SELECT sum(cost_nanos) FROM unused), 0::HUGEINT) AS cost_nanos;
