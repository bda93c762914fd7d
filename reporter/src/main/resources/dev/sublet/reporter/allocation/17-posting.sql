-- Every amount of the period, by billing day, thing and payer, after policies: what statements sum up and what everything else
-- is drilled down from. charge says what sort of amount it is, policy which rule made it (NULL: the thing's own cost), pricing
-- whether the price is the price book's or a bill's.
CREATE OR REPLACE TEMP VIEW posting AS
SELECT d.day_s, d.kind, t.thing_key, t.node_key, t.subject, d.resource, d.payer, 'usage' AS charge, NULL::VARCHAR AS policy,
       'book' AS pricing, d.quantity, d.amount_nanos
FROM charge_day d
JOIN thing t ON t.kind = d.kind AND t.thing_key = coalesce(d.span_id, d.node_key);
