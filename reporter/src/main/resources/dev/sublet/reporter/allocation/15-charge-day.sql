-- A slice's charges: all that is kept of it. thing_key is the span, or for idle, system and unseen parts the node.
INSERT INTO charge_day
SELECT day_s, kind, coalesce(span_id, node_key), node_key, resource, payer, quantity, amount_nanos, NULL, pricing
FROM charge
WHERE quantity > 0 OR amount_nanos > 0;
