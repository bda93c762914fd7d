-- What each thing with a charge is, by kind and thing_key as in charge_day. subject is numbered in the next step.
CREATE OR REPLACE TEMP TABLE thing AS
WITH used AS (
    SELECT kind, thing_key, any_value(node_key) AS node_key
    FROM charge_day
    GROUP BY kind, thing_key
),
node AS (
    SELECT node_key, any_value(cluster) AS cluster, any_value(node) AS node FROM node_rate GROUP BY node_key
),
asset AS (
    SELECT kind, span_id, any_value(cluster) AS cluster, any_value(class) AS class, any_value(vcluster_uid) AS vcluster_uid,
           any_value(vcluster) AS vcluster, any_value(vcluster_namespace) AS vcluster_namespace,
           any_value(namespace) AS namespace, any_value(name) AS name
    FROM asset_rate
    GROUP BY kind, span_id
    UNION ALL
    SELECT 'fixed', thing_key, cluster, class, NULL, NULL, NULL, NULL, name FROM fixed_thing
),
described AS (
    SELECT u.kind, u.thing_key, u.node_key, n.node,
           coalesce(p.cluster, a.cluster, n.cluster) AS cluster,
           coalesce(p.class, a.class, CASE u.kind WHEN 'unseen' THEN 'unattributed' ELSE u.kind::VARCHAR END) AS class,
           coalesce(p.vcluster_uid, a.vcluster_uid) AS vcluster_uid,
           coalesce(p.vcluster, a.vcluster) AS vcluster,
           coalesce(p.vcluster_namespace, a.vcluster_namespace) AS vcluster_namespace,
           coalesce(p.namespace, a.namespace) AS namespace, coalesce(p.pod, a.name) AS name,
           p.virtual_namespace, p.owner_kind, p.owner_name, coalesce(p.labels, v.labels, s.labels) AS labels
    FROM used u
    LEFT JOIN node n ON n.node_key = u.node_key
    LEFT JOIN pod_span p ON u.kind = 'pod' AND p.span_id = u.thing_key
    LEFT JOIN volume_span v ON u.kind = 'storage' AND v.span_id = u.thing_key
    LEFT JOIN service_span s ON u.kind = 'load-balancer' AND s.span_id = u.thing_key
    LEFT JOIN asset a ON a.kind = u.kind::VARCHAR AND a.span_id = u.thing_key
)
SELECT d.*, w.cluster_name, NULL::INTEGER AS subject
FROM described d
JOIN watched w USING (cluster);
