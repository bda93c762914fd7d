-- Pod spans whose usage rows, all hours together, do not sum to what the hours hold. The placeholder is the rollup of all rows that are
-- there, as if they were of one hour.
WITH from_rows AS (${rows}),
from_hours AS (
    SELECT span_id, sum(COLUMNS(* EXCLUDE (span_id, hour_s)))::BIGINT
    FROM usage_hour u
    ANTI JOIN usage_gone g
      ON g.span_id = u.span_id AND u.hour_s >= g.from_s AND u.hour_s < g.to_s
    GROUP BY span_id
)
SELECT DISTINCT d.span_id, coalesce(p.namespace || '/' || p.pod, 'no pod') AS pod
FROM ((SELECT * EXCLUDE (hour_s) FROM from_rows EXCEPT SELECT * FROM from_hours)
      UNION ALL
      (SELECT * FROM from_hours EXCEPT SELECT * EXCLUDE (hour_s) FROM from_rows)) d
LEFT JOIN pod_span p USING (span_id)
ORDER BY d.span_id;
