-- The statement's lines: charges summed by cost center, cluster, vcluster, class and resource. quantity_nanos is the
-- quantity in 10^-9 of the unit (core-hours, GiB-hours, GPU-hours, hours), rounded half up here and nowhere else.
CREATE OR REPLACE TEMP TABLE line AS
WITH described AS (
    SELECT c.cost_center, c.cluster, c.resource, c.quantity, c.amount_nanos,
           coalesce(p.class, r.class, CASE c.kind WHEN 'unseen' THEN 'unattributed' ELSE c.kind END) AS class,
           coalesce(p.vcluster_uid, r.vcluster_uid) AS vcluster_uid,
           coalesce(p.vcluster, r.vcluster) AS vcluster,
           coalesce(p.vcluster_namespace, r.vcluster_namespace) AS vcluster_namespace
    FROM charge c
    LEFT JOIN pod_span p ON c.kind = 'pod' AND p.span_id = c.span_id
    LEFT JOIN (SELECT DISTINCT kind, span_id, class, vcluster_uid, vcluster, vcluster_namespace FROM asset_rate) r
      ON r.kind = c.kind AND r.span_id = c.span_id
),
summed AS (
    SELECT cost_center, cluster, vcluster_uid, class, resource, max(vcluster) AS vcluster,
           max(vcluster_namespace) AS vcluster_namespace, sum(quantity) AS quantity, sum(amount_nanos) AS amount_nanos
    FROM described
    GROUP BY cost_center, cluster, vcluster_uid, class, resource
    HAVING sum(quantity) > 0 OR sum(amount_nanos) > 0
)
SELECT row_number() OVER (ORDER BY cost_center, cluster, vcluster NULLS LAST, vcluster_uid NULLS LAST, class, resource)
           AS line,
       cost_center, cluster, vcluster, vcluster_namespace, vcluster_uid, class, resource,
       CASE resource
           WHEN 'cpu' THEN (quantity * 1000000000 + 1800000) // 3600000::HUGEINT
           WHEN 'memory' THEN (quantity * 1000000000 + 1887436800) // 3774873600::HUGEINT
           WHEN 'storage' THEN (quantity * 1000000000 + 1887436800) // 3774873600::HUGEINT
           ELSE (quantity * 1000000000 + 1800) // 3600::HUGEINT
       END AS quantity_nanos,
       CASE resource
           WHEN 'cpu' THEN 'core-hours' WHEN 'memory' THEN 'GiB-hours' WHEN 'storage' THEN 'GiB-hours'
           WHEN 'gpu' THEN 'GPU-hours' ELSE 'hours'
       END AS unit,
       amount_nanos
FROM summed;
