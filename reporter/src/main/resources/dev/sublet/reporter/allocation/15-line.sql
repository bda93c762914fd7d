-- The statement's lines: the slices' charges summed by cost center, cluster, vcluster, class and resource. quantity_nanos is the
-- quantity in 10^-9 of the unit (core-hours, GiB-hours, GPU-hours, hours), rounded half up here and nowhere else.
CREATE OR REPLACE TEMP TABLE line AS
WITH summed AS (
    SELECT cost_center, cluster, vcluster_uid, class, resource, max(vcluster) AS vcluster,
           max(vcluster_namespace) AS vcluster_namespace, sum(quantity) AS quantity, sum(amount_nanos) AS amount_nanos
    FROM slice_line
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
