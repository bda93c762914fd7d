-- Billing hours whose usage rows, all spans together, do not sum to what the hours hold. The placeholder is the rollup of all rows that
-- are there, as if they were of one span.
WITH from_rows AS (${rows}),
from_hours AS (
    SELECT billing_hour(u.hour_s) AS hour_s, sum(COLUMNS(* EXCLUDE (span_id, hour_s)))::BIGINT
    FROM usage_hour u
    ANTI JOIN usage_gone g
      ON g.span_id = u.span_id AND u.hour_s >= g.from_s AND u.hour_s < g.to_s
    GROUP BY billing_hour(u.hour_s)
)
SELECT DISTINCT hour_s
FROM ((SELECT * EXCLUDE (span_id) FROM from_rows EXCEPT SELECT * FROM from_hours)
      UNION ALL
      (SELECT * FROM from_hours EXCEPT SELECT * EXCLUDE (span_id) FROM from_rows))
ORDER BY hour_s;
