-- Where the line of usage rows of one pod span breaks. Rows in order: each must begin where the one before it ended, the first at
-- the start of what the span lived, the last at its end.
WITH bound AS (
    SELECT from_s AS at_s, to_s AS next_s FROM usage WHERE span_id = getvariable('span_id')
    UNION ALL
    SELECT to_s, NULL FROM usage_lived WHERE span_id = getvariable('span_id')
),
step AS (
    SELECT b.at_s, b.next_s, lag(b.next_s) OVER (ORDER BY b.at_s, b.next_s NULLS FIRST) AS ended_s FROM bound b
),
expected AS (
    SELECT s.at_s, coalesce(s.ended_s, (
        SELECT min(l.from_s) FROM usage_lived l
        WHERE l.span_id = getvariable('span_id') AND l.to_s >= s.at_s)) AS expected_s
    FROM step s
)
SELECT coalesce((SELECT namespace || '/' || pod FROM pod_span WHERE span_id = getvariable('span_id')), 'no pod') AS pod,
       e.at_s, e.expected_s
FROM expected e
WHERE e.expected_s IS NULL OR e.at_s <> e.expected_s
ORDER BY e.at_s
LIMIT 1;
