-- Seconds at which an owned vcluster's or namespace's shares do not sum to 1 000 000: the sum after each change of any
-- share, from one second to the next change.
WITH change AS (
    SELECT cluster, subject_kind, subject, from_s AS at_s, share_millionths AS step FROM owner_span
    UNION ALL
    SELECT cluster, subject_kind, subject, to_s, -share_millionths FROM owner_span WHERE to_s IS NOT NULL
),
at_second AS (
    SELECT cluster, subject_kind, subject, at_s, sum(step) AS step
    FROM change
    GROUP BY cluster, subject_kind, subject, at_s
),
running AS (
    SELECT cluster, subject_kind, subject, at_s,
           sum(step) OVER (PARTITION BY cluster, subject_kind, subject ORDER BY at_s) AS shares
    FROM at_second
)
SELECT subject_kind, subject, cluster, at_s, shares::VARCHAR AS shares
FROM running
WHERE shares NOT IN (0, 1000000)
ORDER BY cluster, subject_kind, subject, at_s;
