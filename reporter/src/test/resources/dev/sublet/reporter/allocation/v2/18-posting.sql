-- For tests: rules of a second version, by which a thing's own cost has another name.
-- Every amount of the period, by billing day, thing and payer, after policies: what statements sum up and what everything else
-- is drilled down from. charge says what sort of amount it is, policy which rule made it (NULL: the thing's own cost), source what
-- was handed on, pricing whether the price is the price book's or a bill's. kind and thing_key are NULL where no thing is behind it.
CREATE OR REPLACE TEMP VIEW posting AS
SELECT d.day_s, d.kind::VARCHAR AS kind, d.thing_key, t.node_key, t.subject, d.resource::VARCHAR AS resource, d.payer, 'use' AS charge,
       NULL::VARCHAR AS policy, NULL::VARCHAR AS source, d.pricing::VARCHAR AS pricing, d.quantity, d.amount_nanos
FROM charge_day d
JOIN thing t ON t.kind = d.kind AND t.thing_key = d.thing_key
WHERE d.rule IS NULL
UNION ALL
SELECT day_s, NULL, NULL, NULL, subject, resource, payer, charge, policy, source, pricing, quantity, amount_nanos
FROM policy_posting;
