-- What commitments behind an amount of a day left unused: microseconds of reserved nodes, or nanos x seconds of a spend.
SELECT k.name, k.count, k.rate_attos, sum(h.bought)::VARCHAR AS bought, sum(least(h.bought, h.wanted))::VARCHAR AS used, count(*) AS hours
FROM fixed_thing t
JOIN commitment k ON t.resource = 'commitment' AND k.name = t.name
JOIN commitment_hour h ON h.commitment = k.commitment
JOIN hours y ON y.hour_s = h.hour_s AND y.day_s = ?
WHERE t.thing_key = ?
GROUP BY k.commitment, k.name, k.count, k.rate_attos
ORDER BY k.commitment;
