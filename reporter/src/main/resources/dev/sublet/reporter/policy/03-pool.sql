-- What each rule hands on in a day: by source cluster, vcluster, class, resource and payer and pricing, each a pool of its own.
CREATE OR REPLACE TEMP TABLE pool AS
WITH taken AS (
    SELECT d.rule, d.day_s, t.cluster, any_value(t.cluster_name) AS cluster_name,
           t.vcluster_uid, t.class, d.resource::VARCHAR AS resource, d.payer, d.pricing::VARCHAR AS pricing,
           sum(d.quantity) AS quantity, sum(d.amount_nanos) AS amount_nanos
    FROM charge_day d
    JOIN thing t ON t.kind = d.kind AND t.thing_key = d.thing_key
    WHERE d.rule IS NOT NULL
    GROUP BY d.rule, d.day_s, t.cluster, t.vcluster_uid, t.class, d.resource, d.payer, d.pricing
)
SELECT (row_number() OVER (ORDER BY t.day_s, t.rule, t.cluster, t.vcluster_uid NULLS FIRST, t.class, t.resource, t.payer, t.pricing))::INTEGER AS pool, t.*,
       r.name, r.method, r.weight_of, r.within, r.unit
FROM taken t
JOIN rule r ON r.rule = t.rule;
