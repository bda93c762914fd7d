-- What bills say that nodes and volumes cost. billable is which of them a key means: an instance, a disk, or all nodes of an Azure scale set.
CREATE OR REPLACE TEMP TABLE billable AS
WITH keyed AS (
    SELECT 'node' AS kind, span_id, cluster, from_s, to_s, resource_key(provider_id, NULL) AS resource_key FROM node_span
    UNION ALL
    SELECT 'storage', span_id, cluster, from_s, to_s, resource_key(handle, NULL) FROM volume_span WHERE handle IS NOT NULL
),
known AS (
    SELECT * FROM keyed WHERE resource_key IS NOT NULL
    UNION ALL
    SELECT * REPLACE (regexp_replace(resource_key, '/virtualmachines/[^/]+$', '') AS resource_key)
    FROM keyed
    WHERE resource_key LIKE '%/virtualmachinescalesets/%/virtualmachines/%'
)
SELECT k.kind, k.span_id, k.cluster, k.resource_key, greatest(k.from_s, c.first_tick_s) AS from_s,
       least(coalesce(k.to_s, c.last_tick_s), c.last_tick_s) AS to_s
FROM known k
JOIN cluster c ON c.cluster = k.cluster
WHERE greatest(k.from_s, c.first_tick_s) < least(coalesce(k.to_s, c.last_tick_s), c.last_tick_s);

-- Each row of these, with its cost in the book's currency at the rate of its first second.
CREATE OR REPLACE TEMP TABLE billed_row AS
SELECT b.bill_id, b.provider, b.currency, r.class, r.service, r.resource_key, r.from_s, r.to_s,
       CASE WHEN b.currency = a.currency THEN replace(r.effective::VARCHAR, '.', '')::HUGEINT
            ELSE replace(r.effective::VARCHAR, '.', '')::HUGEINT * x.nanos // 1000000000 END AS attos
FROM counted_bill_row r
JOIN counted_bill b ON b.bill_id = r.bill_id
CROSS JOIN asked a
LEFT JOIN exchange_rate x ON x.currency = b.currency AND r.from_s >= x.from_s AND r.from_s < x.to_s;

-- The seconds of a thing for which a row of a bill stands: before_s of whole_s lie in front of them. attos is the row's cost, before_attos
-- that of the thing's earlier rows in the bill, so that a bill's nanos are cut from its whole and nothing is lost between rows.
CREATE OR REPLACE TEMP TABLE billed_piece AS
WITH summed AS (
    SELECT bill_id, resource_key, from_s, to_s, sum(attos) AS attos
    FROM billed_row
    WHERE class = 'usage' AND resource_key IS NOT NULL AND from_s < to_s
    GROUP BY bill_id, resource_key, from_s, to_s
),
there AS (
    SELECT r.* FROM summed r
    WHERE EXISTS (SELECT 1 FROM billable t WHERE t.resource_key = r.resource_key AND t.from_s < r.to_s AND t.to_s > r.from_s)
),
ordered AS (
    SELECT *, sum(attos) OVER (PARTITION BY bill_id, resource_key ORDER BY from_s, to_s ROWS UNBOUNDED PRECEDING) - attos AS before_attos
    FROM there
),
piece AS (
    SELECT r.bill_id, r.resource_key, r.from_s AS row_from_s, r.to_s AS row_to_s, r.attos, r.before_attos, t.kind, t.span_id, t.cluster,
           greatest(t.from_s, r.from_s) AS from_s, least(t.to_s, r.to_s) AS to_s
    FROM ordered r
    JOIN billable t ON t.resource_key = r.resource_key AND t.from_s < r.to_s AND t.to_s > r.from_s
)
SELECT *, sum(to_s - from_s) OVER (PARTITION BY bill_id, resource_key, row_from_s, row_to_s ORDER BY from_s, span_id ROWS UNBOUNDED PRECEDING)
              - (to_s - from_s) AS before_s,
       sum(to_s - from_s) OVER (PARTITION BY bill_id, resource_key, row_from_s, row_to_s) AS whole_s
FROM piece;

-- What a span cost in an hour by the bill: the bounds of the seconds, cut down to whole nanos, from each other.
CREATE OR REPLACE TEMP TABLE billed_hour AS
SELECT p.kind, p.span_id, h.hour_s,
       sum((before_attos * whole_s + attos * (before_s + least(p.to_s, h.end_s) - p.from_s)) // (whole_s * 1000000000)
           - (before_attos * whole_s + attos * (before_s + greatest(p.from_s, h.hour_s) - p.from_s)) // (whole_s * 1000000000)) AS amount_nanos
FROM billed_piece p
JOIN hours h ON h.hour_s < p.to_s AND h.end_s > p.from_s
GROUP BY p.kind, p.span_id, h.hour_s;

-- All time of each span that a bill names, and whether a bill covers it.
CREATE OR REPLACE TEMP TABLE billed_time AS
WITH event AS (
    SELECT kind, span_id, from_s AS at_s, 1 AS begun FROM billed_piece
    UNION ALL
    SELECT kind, span_id, to_s, -1 FROM billed_piece
    UNION ALL
    SELECT DISTINCT kind, span_id, -1000000000000, 0 FROM billed_piece
),
state AS (
    SELECT kind, span_id, at_s, sum(sum(begun)) OVER (PARTITION BY kind, span_id ORDER BY at_s) > 0 AS billed
    FROM event
    GROUP BY kind, span_id, at_s
),
change AS (
    SELECT *
    FROM state
    QUALIFY billed IS DISTINCT FROM lag(billed) OVER (PARTITION BY kind, span_id ORDER BY at_s)
)
SELECT kind, span_id, billed, at_s AS from_s, lead(at_s, 1, 1000000000000) OVER (PARTITION BY kind, span_id ORDER BY at_s) AS to_s
FROM change;
