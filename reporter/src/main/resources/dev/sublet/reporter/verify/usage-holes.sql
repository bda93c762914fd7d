-- Seconds of pod spans that no usage row holds, that two hold, or rows outside their span, up to the cluster's last tick.
-- Rows in order: each must begin where the one before it ended, the first at the span's start, the last at its end.
WITH lived AS (
    SELECT p.span_id, p.pod, p.namespace, greatest(p.from_s, c.first_tick_s) AS from_s,
           least(coalesce(p.to_s, c.last_tick_s), c.last_tick_s) AS to_s
    FROM pod_span p
    JOIN cluster c ON c.cluster = p.cluster
),
bound AS (
    SELECT span_id, from_s AS at_s, to_s AS next_s FROM usage
    UNION ALL
    SELECT span_id, to_s, NULL FROM lived WHERE from_s < to_s
),
step AS (
    SELECT span_id, at_s, next_s,
           lag(next_s) OVER (PARTITION BY span_id ORDER BY at_s, next_s NULLS LAST) AS ended_s
    FROM bound
)
SELECT s.span_id, coalesce(l.namespace || '/' || l.pod, 'no pod') AS pod, s.at_s,
       coalesce(s.ended_s, l.from_s) AS expected_s
FROM step s
LEFT JOIN lived l ON l.span_id = s.span_id
WHERE l.span_id IS NULL
   OR l.from_s >= l.to_s
   OR s.at_s <> coalesce(s.ended_s, l.from_s)
ORDER BY s.span_id, s.at_s;
