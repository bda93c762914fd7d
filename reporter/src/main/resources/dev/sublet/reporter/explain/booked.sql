-- The bookings behind a correction or an adjustment.
SELECT b.booking_id, b.kind, b.day_s, b.about_from_s, b.about_to_s, b.cause, b.reason, b.amount_nanos::HUGEINT::VARCHAR AS nanos, b.booked_by, b.booked_at_s,
       c.name AS about
FROM booking b
LEFT JOIN period_close c ON c.from_s = b.about_from_s AND c.to_s = b.about_to_s AND c.state = 'closed'
WHERE b.day_s = ? AND b.kind = ? AND b.cost_center = ? AND b.team IS NOT DISTINCT FROM ? AND b.cluster = ? AND b.vcluster_uid IS NOT DISTINCT FROM ?
  AND b.reason = ? AND b.cause IS NOT DISTINCT FROM ?
ORDER BY b.booking_id;
