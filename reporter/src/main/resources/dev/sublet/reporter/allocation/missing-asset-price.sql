-- The first volume or load balancer without a price though its kind is charged, for the message.
SELECT kind, sort, name, min(from_s) AS from_s, max(to_s) AS to_s
FROM asset_rate
WHERE rate_attos IS NULL AND NOT billed AND kind IN (SELECT kind FROM charged)
GROUP BY kind, sort, name
ORDER BY kind, sort, name
LIMIT 1;
