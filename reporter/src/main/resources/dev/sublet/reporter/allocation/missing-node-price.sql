-- The first node without a price, for the message.
SELECT node, instance_type, spot, min(from_s) AS from_s, max(to_s) AS to_s
FROM node_rate
WHERE node_attos IS NULL AND NOT billed
GROUP BY node, instance_type, spot
ORDER BY instance_type, node
LIMIT 1;
