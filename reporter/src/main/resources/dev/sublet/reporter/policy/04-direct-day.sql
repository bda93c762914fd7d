-- What is not handed on, by day, subject, payer and resource: whom rules may hand to. among_key tells apart which rules count it.
CREATE OR REPLACE TEMP TABLE direct_day AS
WITH counted AS (
    SELECT combo, list(rule ORDER BY rule) AS rules
    FROM among
    GROUP BY combo
),
keyed AS (
    SELECT c.kind, c.thing_key, c.resource, c.payer, c.subject, n.rules
    FROM combo c
    JOIN counted n ON n.combo = c.combo
),
summed AS (
    SELECT d.day_s, k.subject, k.payer, k.resource::VARCHAR AS resource, k.rules, sum(d.quantity) AS quantity,
           sum(d.amount_nanos) AS amount_nanos
    FROM charge_day d
    JOIN keyed k ON k.kind = d.kind AND k.thing_key = d.thing_key AND k.resource = d.resource AND k.payer = d.payer
    WHERE d.rule IS NULL
    GROUP BY d.day_s, k.subject, k.payer, k.resource, k.rules
)
SELECT u.rule, e.day_s, s.cluster, s.vcluster_uid, e.payer, p.cost_center, e.resource, sum(e.quantity) AS quantity,
       sum(e.amount_nanos) AS amount_nanos
FROM (SELECT *, unnest(rules) AS rule FROM summed) e
JOIN rule u ON u.rule = e.rule AND e.day_s >= u.from_s AND e.day_s < u.to_s
JOIN subject s ON s.subject = e.subject
JOIN payer p ON p.payer = e.payer
GROUP BY u.rule, e.day_s, s.cluster, s.vcluster_uid, e.payer, p.cost_center, e.resource;
