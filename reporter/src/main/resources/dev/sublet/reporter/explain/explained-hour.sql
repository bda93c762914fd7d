-- What things cost themselves, in each hour of one day: the same names, cut by hours. The allocation's view charge must show the day. This
-- is all that is asked of it, by eight of its columns.
CREATE OR REPLACE TEMP TABLE explained_hour AS
SELECT e.* REPLACE (c.hour_s AS hour_s, sum(c.quantity)::HUGEINT AS quantity, sum(c.amount_nanos)::HUGEINT AS amount_nanos)
FROM (SELECT kind, coalesce(span_id, node_key) AS thing_key, hour_s, resource, payer, pricing, quantity, amount_nanos FROM charge) c
JOIN explained e
  ON e.charge = 'usage' AND NOT e.late AND e.day_s = getvariable('explained_day_s') AND e.kind = c.kind AND e.thing_key = c.thing_key
 AND e.resource = c.resource AND e.payer = c.payer AND e.pricing = c.pricing
GROUP BY ALL;
