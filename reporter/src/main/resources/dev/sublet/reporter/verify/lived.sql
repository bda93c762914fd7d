-- The stretches of each pod span for which ${table} must have rows: its life while its cluster was watched, without what
-- retention removed.
CREATE OR REPLACE TEMP VIEW ${table}_lived AS
WITH whole AS (
    SELECT p.span_id, greatest(p.from_s, c.first_tick_s) AS from_s,
           least(coalesce(p.to_s, c.last_tick_s), c.last_tick_s) AS to_s
    FROM pod_span p
    JOIN cluster c ON c.cluster = p.cluster
    WHERE greatest(p.from_s, c.first_tick_s) < least(coalesce(p.to_s, c.last_tick_s), c.last_tick_s)
),
-- What is gone of a span, with an empty stretch before its life and one behind it: what lies between two is left.
hole AS (
    SELECT span_id, from_s, from_s AS to_s FROM whole SEMI JOIN ${table}_gone USING (span_id)
    UNION ALL
    SELECT span_id, to_s, to_s FROM whole SEMI JOIN ${table}_gone USING (span_id)
    UNION ALL
    SELECT w.span_id, greatest(g.from_s, w.from_s), least(g.to_s, w.to_s)
    FROM ${table}_gone g
    JOIN whole w ON w.span_id = g.span_id AND g.from_s < w.to_s AND g.to_s > w.from_s
),
left_between AS (
    SELECT span_id,
           max(to_s) OVER (PARTITION BY span_id ORDER BY from_s, to_s
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS from_s,
           from_s AS to_s
    FROM hole
)
SELECT span_id, from_s, to_s FROM whole ANTI JOIN ${table}_gone USING (span_id)
UNION ALL
SELECT span_id, from_s, to_s FROM left_between WHERE from_s < to_s;
