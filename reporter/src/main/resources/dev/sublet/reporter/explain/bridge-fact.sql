-- What things cost before policies, and how much of them there was: what a bridge compares. sort is what the price depends on.
WITH node AS (
    SELECT node_key, any_value(coalesce(instance_type, node) || CASE WHEN spot THEN ' spot' ELSE '' END) AS sort
    FROM node_rate
    GROUP BY node_key
),
asset AS (
    SELECT kind, span_id, any_value(sort) AS sort FROM asset_rate GROUP BY kind, span_id
)
SELECT p.cost_center, t.cluster, t.cluster_name, t.vcluster_uid, t.vcluster, t.class, d.resource::VARCHAR AS resource,
       CASE WHEN t.vcluster_uid IS NULL AND d.kind <> 'fixed' THEN t.namespace END AS namespace, t.virtual_namespace,
       coalesce(CASE WHEN d.kind = 'fixed' THEN t.name WHEN d.resource = 'network' THEN 'network' WHEN d.kind = 'storage' THEN a.sort ELSE n.sort END, '') AS sort,
       sum(d.quantity)::VARCHAR AS quantity, sum(d.amount_nanos)::VARCHAR AS nanos, count(*) AS days
FROM charge_day d
JOIN thing t ON t.kind = d.kind AND t.thing_key = d.thing_key
JOIN payer p ON p.payer = d.payer
LEFT JOIN node n ON n.node_key = d.node_key
LEFT JOIN asset a ON a.kind = d.kind::VARCHAR AND a.span_id = d.thing_key
GROUP BY ALL
ORDER BY ALL;
