-- The statement's lines: postings summed by payer, subject, resource, charge, policy, source and pricing. quantity is in the unit
-- (core-hours, GiB-hours, GPU-hours, hours) with nine decimals, rounded half up here and nowhere else.
CREATE OR REPLACE TEMP TABLE line AS
WITH summed AS (
    SELECT payer, subject, resource, charge, policy, source, pricing, sum(quantity) AS quantity, sum(amount_nanos) AS amount_nanos
    FROM posting
    GROUP BY payer, subject, resource, charge, policy, source, pricing
    HAVING sum(quantity) > 0 OR sum(amount_nanos) <> 0
),
named AS (
    SELECT p.cost_center, p.team, s.cluster, s.vcluster, s.vcluster_namespace, s.vcluster_uid, s.class,
           l.resource, l.charge, l.policy, l.source, l.pricing,
           CASE l.resource
               WHEN 'cpu' THEN (l.quantity * 1000000000 + 1800000) // 3600000::HUGEINT
               WHEN 'memory' THEN (l.quantity * 1000000000 + 1887436800) // 3774873600::HUGEINT
               WHEN 'storage' THEN (l.quantity * 1000000000 + 1887436800) // 3774873600::HUGEINT
               WHEN 'network' THEN (l.quantity * 1000000000 + 536870912) // 1073741824::HUGEINT
               ELSE (l.quantity * 1000000000 + 1800) // 3600::HUGEINT
           END AS quantity_nanos,
           l.amount_nanos
    FROM summed l
    JOIN payer p USING (payer)
    JOIN subject s USING (subject)
)
SELECT row_number() OVER (ORDER BY cost_center, team NULLS FIRST, cluster, vcluster NULLS LAST, vcluster_uid NULLS LAST, class,
                                   resource, charge, policy NULLS FIRST, source NULLS FIRST, pricing) AS line,
       * EXCLUDE (quantity_nanos, amount_nanos),
       (quantity_nanos // 1000000000::HUGEINT)::DECIMAL(38, 9)
           + ((quantity_nanos % 1000000000::HUGEINT)::DECIMAL(10, 0) * '0.000000001'::DECIMAL(10, 9))::DECIMAL(38, 9) AS quantity,
       CASE resource
           WHEN 'cpu' THEN 'core-hours' WHEN 'memory' THEN 'GiB-hours' WHEN 'storage' THEN 'GiB-hours'
           WHEN 'gpu' THEN 'GPU-hours' WHEN 'network' THEN 'GiB' ELSE 'hours'
       END AS unit,
       amount_nanos
FROM named;
