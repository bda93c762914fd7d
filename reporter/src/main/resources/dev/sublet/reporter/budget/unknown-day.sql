-- Billing days of which the ledger knows a part only: a cluster was not watched all day, rows are lost, or more than a hundredth of the
-- pods' seconds is not known.
WITH seen AS (
    SELECT h.day_s, sum(u.missing_s) AS missing_s, sum(u.measured_s + u.bridged_s + u.estimated_s + u.missing_s) AS all_s
    FROM usage_hour u
    JOIN hours h ON h.hour_s = billing_hour(u.hour_s)
    WHERE u.hour_s >= getvariable('asked_from_s') AND u.hour_s < getvariable('asked_to_s')
    GROUP BY h.day_s
)
SELECT d.day_s
FROM asked_day d
LEFT JOIN seen s ON s.day_s = d.day_s
WHERE s.missing_s * 100 > s.all_s
   OR EXISTS (SELECT 1 FROM cluster c
              WHERE c.first_tick_s < c.last_tick_s
                AND (c.first_tick_s > d.from_s AND c.first_tick_s < d.to_s OR c.last_tick_s > d.from_s AND c.last_tick_s < d.to_s))
   OR EXISTS (SELECT 1 FROM missing_period m WHERE m.from_s < d.to_s AND coalesce(m.to_s, d.to_s) > d.from_s)
ORDER BY d.day_s;
