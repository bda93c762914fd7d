-- A slice's charges summed by billing day and thing: all that is kept of it. thing_key is the span, or for idle, system and unseen
-- parts the node.
INSERT INTO charge_day
SELECT h.day_s, c.kind, coalesce(c.span_id, c.node_key), c.node_key, c.resource, c.payer, sum(c.quantity), sum(c.amount_nanos), NULL, c.pricing
FROM charge c
JOIN hours h ON h.hour_s = c.hour_s
GROUP BY h.day_s, c.kind, c.span_id, c.node_key, c.resource, c.payer, c.pricing
HAVING sum(c.quantity) > 0 OR sum(c.amount_nanos) > 0;
