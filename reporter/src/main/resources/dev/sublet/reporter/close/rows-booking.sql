-- What was booked in the period.
SELECT booking_id, kind, day_s AS from_s, about_from_s, about_to_s, cause, cost_center, team, cluster, vcluster, vcluster_namespace,
       vcluster_uid, reason, amount_nanos::VARCHAR AS amount_nanos, booked_by, booked_at_s
FROM booking
WHERE day_s >= ${from_s} AND day_s < ${to_s}
