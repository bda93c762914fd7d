-- What each thing with a charge is: thing_key is the span, or for idle, system and unseen parts the node. subject stands for
-- cluster, class and vcluster, which is what a statement's lines tell apart.
CREATE OR REPLACE TEMP TABLE thing AS
WITH used AS (
    SELECT kind, coalesce(span_id, node_key) AS thing_key, any_value(node_key) AS node_key
    FROM charge_day
    GROUP BY kind, thing_key
),
described AS (
    SELECT u.kind, u.thing_key, u.node_key,
           coalesce(p.cluster, r.cluster, n.cluster) AS cluster,
           coalesce(p.class, r.class, CASE u.kind WHEN 'unseen' THEN 'unattributed' ELSE u.kind::VARCHAR END) AS class,
           coalesce(p.vcluster_uid, r.vcluster_uid) AS vcluster_uid,
           coalesce(p.vcluster, r.vcluster) AS vcluster,
           coalesce(p.vcluster_namespace, r.vcluster_namespace) AS vcluster_namespace
    FROM used u
    LEFT JOIN (SELECT DISTINCT node_key, cluster FROM node_rate) n ON n.node_key = u.node_key
    LEFT JOIN pod_span p ON u.kind = 'pod' AND p.span_id = u.thing_key
    LEFT JOIN (SELECT DISTINCT kind, span_id, cluster, class, vcluster_uid, vcluster, vcluster_namespace
               FROM asset_rate) r ON r.kind = u.kind::VARCHAR AND r.span_id = u.thing_key
)
SELECT *, (dense_rank() OVER (ORDER BY cluster, class, vcluster_uid NULLS FIRST))::INTEGER AS subject
FROM described;
