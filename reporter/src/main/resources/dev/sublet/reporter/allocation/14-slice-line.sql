-- A slice's charges summed by cost center, cluster, vcluster, class and resource: all that is kept of it. First by span, so
-- that few rows look up what their span is.
INSERT INTO slice_line
WITH by_span AS (
    SELECT kind, span_id, node_key, cost_center, resource, sum(quantity) AS quantity, sum(amount_nanos) AS amount_nanos
    FROM charge
    GROUP BY kind, span_id, node_key, cost_center, resource
),
described AS (
    SELECT c.cost_center, coalesce(n.cluster, r.cluster) AS cluster, c.resource, c.quantity, c.amount_nanos,
           coalesce(p.class, r.class, CASE c.kind WHEN 'unseen' THEN 'unattributed' ELSE c.kind END) AS class,
           coalesce(p.vcluster_uid, r.vcluster_uid) AS vcluster_uid,
           coalesce(p.vcluster, r.vcluster) AS vcluster,
           coalesce(p.vcluster_namespace, r.vcluster_namespace) AS vcluster_namespace
    FROM by_span c
    LEFT JOIN (SELECT DISTINCT node_key, cluster FROM node_rate) n ON n.node_key = c.node_key
    LEFT JOIN pod_span p ON c.kind = 'pod' AND p.span_id = c.span_id
    LEFT JOIN (SELECT DISTINCT kind, span_id, cluster, class, vcluster_uid, vcluster, vcluster_namespace
               FROM asset_rate) r ON r.kind = c.kind AND r.span_id = c.span_id
)
SELECT cost_center, cluster, vcluster_uid, class, resource, max(vcluster) AS vcluster,
       max(vcluster_namespace) AS vcluster_namespace, sum(quantity) AS quantity, sum(amount_nanos) AS amount_nanos
FROM described
GROUP BY cost_center, cluster, vcluster_uid, class, resource;
