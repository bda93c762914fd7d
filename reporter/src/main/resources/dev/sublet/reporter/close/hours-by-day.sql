-- How many rows of hours the ledger keeps of each UTC day of a period.
WITH hour AS (
    SELECT billing_hour(hour_s) AS from_s
    FROM usage_hour
    WHERE hour_s >= ${from_s} AND hour_s < ${to_s} + 3600 AND billing_hour(hour_s) >= ${from_s} AND billing_hour(hour_s) < ${to_s}
)
SELECT from_s - from_s % 86400 AS day_s, count(*) AS row_count
FROM hour
GROUP BY day_s
ORDER BY day_s
