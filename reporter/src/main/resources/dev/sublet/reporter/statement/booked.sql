-- What corrections and adjustments of the asked period come to.
SELECT coalesce(sum(b.amount_nanos), 0)::HUGEINT AS cost_nanos
FROM booking b
JOIN asked a ON b.day_s >= a.from_s AND b.day_s < a.to_s;
