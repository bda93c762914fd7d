-- What costs by time alone, by billing day: fixed costs, lines of bills that belong to no node or volume, and what commitments left
-- unused. Each total is cut by cumulative floors over the seconds of its base, so days sum to it. What is for the fleet goes evenly to
-- the clusters that were watched in the day. The platform pays. A bill counts in its billing period alone, so what a row says of another time
-- (a refund for last month, a tax for a year, a credit of no duration) falls into that period, or nobody would ever be charged it.
INSERT INTO fixed_cost
SELECT 1000000 + row_number() OVER (ORDER BY r.class, r.service, r.bill_id, r.from_s, r.to_s), 'fleet', r.class,
       r.provider || ': ' || r.service, NULL, NULL, 'bill', 'billed', r.attos, r.from_s, r.to_s, r.from_s, r.to_s
FROM (
    SELECT l.class, l.provider, l.service, l.bill_id,
           CASE WHEN greatest(l.from_s, b.from_s) < least(l.to_s, b.to_s) THEN greatest(l.from_s, b.from_s) ELSE b.from_s END AS from_s,
           CASE WHEN greatest(l.from_s, b.from_s) < least(l.to_s, b.to_s) THEN least(l.to_s, b.to_s) ELSE b.to_s END AS to_s,
           sum(l.attos) AS attos
    FROM (
        SELECT class, provider, service, bill_id, from_s, to_s, attos FROM billed_row WHERE class NOT IN ('usage', 'purchase')
        UNION ALL
        SELECT 'unmatched', r.provider, r.service, r.bill_id, r.from_s, r.to_s, r.attos
        FROM billed_row r
        WHERE r.class IN ('usage', 'purchase') AND EXISTS (
            SELECT 1 FROM charged_service s
            WHERE s.pattern = r.service OR (s.pattern LIKE '%*' AND starts_with(r.service, rtrim(s.pattern, '*'))))
          AND NOT (r.class = 'usage' AND EXISTS (
            SELECT 1 FROM billed_piece p
            WHERE p.bill_id = r.bill_id AND p.resource_key = r.resource_key AND p.row_from_s = r.from_s AND p.row_to_s = r.to_s))
    ) l
    JOIN counted_bill b ON b.bill_id = l.bill_id
    GROUP BY 1, 2, 3, 4, 5, 6
) r
WHERE r.from_s < r.to_s;

-- Where nothing was watched there is nobody to hand it to, and a cluster that comes later must not change that.
DELETE FROM fixed_cost WHERE NOT EXISTS (SELECT 1 FROM watched);

CREATE OR REPLACE TEMP TABLE fixed_day AS
WITH window_s AS (
    SELECT cluster, cluster_name, first_tick_s AS from_s, last_tick_s AS to_s FROM cluster WHERE first_tick_s < last_tick_s
),
-- The seconds for which each cost is due: of a cluster, of each node, or of the fleet from the first look to the last.
due AS (
    SELECT f.fixed, w.cluster, greatest(w.from_s, f.from_s, f.base_from_s) AS from_s, least(w.to_s, f.to_s, f.base_to_s) AS to_s
    FROM fixed_cost f
    JOIN window_s w ON f.per = 'cluster' AND (f.cluster IS NULL OR f.cluster IN (w.cluster, w.cluster_name))
    UNION ALL
    SELECT f.fixed, w.cluster, greatest(w.from_s, s.from_s, f.from_s, f.base_from_s),
           least(w.to_s, coalesce(s.to_s, w.to_s), f.to_s, f.base_to_s)
    FROM fixed_cost f
    JOIN window_s w ON f.per = 'node' AND (f.cluster IS NULL OR f.cluster IN (w.cluster, w.cluster_name))
    JOIN node_span s ON s.cluster = w.cluster AND (f.instance_type IS NULL OR f.instance_type = s.instance_type)
    UNION ALL
    SELECT f.fixed, '', greatest(min(w.from_s), f.from_s, f.base_from_s), least(max(w.to_s), f.to_s, f.base_to_s)
    FROM fixed_cost f
    CROSS JOIN window_s w
    WHERE f.per = 'fleet'
    GROUP BY f.fixed, f.from_s, f.to_s, f.base_from_s, f.base_to_s
),
-- Seconds up to each day's beginning and end, counted from the base's: what lies before the asked period counts too, so that a day costs
-- the same whatever was asked.
in_day AS (
    SELECT d.fixed, d.cluster, y.day_s, y.from_s AS day_from_s,
           sum(greatest(least(d.to_s, y.from_s) - d.from_s, 0))::HUGEINT AS before_s,
           sum(greatest(least(d.to_s, y.to_s) - d.from_s, 0))::HUGEINT AS upto_s
    FROM due d
    JOIN asked_day y ON y.from_s < d.to_s AND y.to_s > d.from_s
    WHERE d.from_s < d.to_s
    GROUP BY d.fixed, d.cluster, y.day_s, y.from_s, y.to_s
),
-- Nodes that ended before a day began are no part of its sum above.
past AS (
    SELECT i.fixed, i.cluster, i.day_s, sum(d.to_s - d.from_s)::HUGEINT AS past_s
    FROM in_day i
    JOIN due d ON d.fixed = i.fixed AND d.cluster = i.cluster AND d.to_s <= i.day_from_s AND d.from_s < d.to_s
    GROUP BY i.fixed, i.cluster, i.day_s
),
cost AS (
    SELECT f.fixed, i.cluster, i.day_s, i.upto_s - i.before_s AS seconds,
           f.total_attos * (i.upto_s + coalesce(p.past_s, 0::HUGEINT)) // ((f.base_to_s - f.base_from_s)::HUGEINT * 1000000000)
           - f.total_attos * (i.before_s + coalesce(p.past_s, 0::HUGEINT)) // ((f.base_to_s - f.base_from_s)::HUGEINT * 1000000000)
               AS amount_nanos
    FROM in_day i
    JOIN fixed_cost f ON f.fixed = i.fixed
    LEFT JOIN past p ON p.fixed = i.fixed AND p.cluster = i.cluster AND p.day_s = i.day_s
),
described AS (
    SELECT c.cluster, c.day_s, f.class, f.name, f.resource, f.pricing,
           CASE WHEN f.resource = 'fixed' THEN c.seconds ELSE 0::HUGEINT END AS quantity, c.amount_nanos
    FROM cost c
    JOIN fixed_cost f ON f.fixed = c.fixed
    UNION ALL
    -- Two clusters may have one name; what is left is there once.
    SELECT coalesce((SELECT min(w.cluster) FROM watched w WHERE k.cluster IN (w.cluster, w.cluster_name)), ''), y.day_s, 'unused-commitment', k.name, 'commitment', 'book',
           CASE WHEN k.count > 0 THEN (h.bought - least(h.bought, h.wanted)) // 1000000 ELSE 0::HUGEINT END,
           CASE WHEN k.count > 0
                THEN ((h.bought - least(h.bought, h.wanted)) * k.rate_attos + 1800000000000000000::HUGEINT) // 3600000000000000000::HUGEINT
                ELSE (h.bought - least(h.bought, h.wanted) + 1800) // 3600 END
    FROM commitment_hour h
    JOIN commitment k ON k.commitment = h.commitment
    JOIN hours y ON y.hour_s = h.hour_s
),
summed AS (
    SELECT cluster, day_s, class, name, resource, pricing, sum(quantity) AS quantity, sum(amount_nanos) AS amount_nanos
    FROM described
    GROUP BY cluster, day_s, class, name, resource, pricing
),
-- The clusters among which a day's cost of the fleet is cut; all, where none was watched in the day.
present AS (
    SELECT y.day_s, w.cluster, w.from_s < y.to_s AND w.to_s > y.from_s AS there,
           bool_or(w.from_s < y.to_s AND w.to_s > y.from_s) OVER (PARTITION BY y.day_s) AS any_there
    FROM asked_day y
    CROSS JOIN watched w
),
placed AS (
    SELECT day_s, cluster, (row_number() OVER (PARTITION BY day_s ORDER BY cluster))::HUGEINT AS place,
           (count(*) OVER (PARTITION BY day_s))::HUGEINT AS places
    FROM present
    WHERE there OR NOT any_there
)
SELECT s.* FROM summed s WHERE s.cluster <> ''
UNION ALL
SELECT p.cluster, s.day_s, s.class, s.name, s.resource, s.pricing, s.quantity * p.place // p.places - s.quantity * (p.place - 1) // p.places,
       s.amount_nanos * p.place // p.places - s.amount_nanos * (p.place - 1) // p.places
FROM summed s
JOIN placed p ON p.day_s = s.day_s
WHERE s.cluster = '';

CREATE OR REPLACE TEMP TABLE fixed_thing AS
SELECT row_number() OVER (ORDER BY cluster, class, name, resource, pricing) AS thing_key, cluster, class, name, resource, pricing
FROM (SELECT DISTINCT cluster, class, name, resource, pricing FROM fixed_day);

INSERT INTO charge_day
SELECT d.day_s, 'fixed', t.thing_key, NULL, d.resource, getvariable('platform_payer'), d.quantity, d.amount_nanos, NULL, d.pricing
FROM fixed_day d
JOIN fixed_thing t
  ON t.cluster = d.cluster AND t.class = d.class AND t.name = d.name AND t.resource = d.resource AND t.pricing = d.pricing
WHERE d.quantity > 0 OR d.amount_nanos <> 0;
