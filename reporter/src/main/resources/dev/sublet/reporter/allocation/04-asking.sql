-- Whom to ask for the owner of each thing that may have an amount: for a vcluster's things the vcluster, or the virtual namespace where the
-- registry names it, for the host's things their namespace, for things that cannot be explained nobody (''). A host volume that no claim ever bound is
-- the platform's; everything else without an owner waits in suspense.
CREATE OR REPLACE TEMP VIEW asking AS
WITH thing AS (
    SELECT 'pod' AS kind, p.span_id, p.cluster, greatest(p.from_s, w.from_s) AS from_s, least(coalesce(p.to_s, w.to_s), w.to_s) AS to_s,
           p.class, p.vcluster_uid, p.namespace, p.virtual_namespace, p.pod_uid, p.node_uid, p.from_s AS born_s
    FROM pod_span p
    JOIN watched w ON w.cluster = p.cluster
    WHERE p.from_s < getvariable('asked_to_s') AND coalesce(p.to_s, w.to_s) > getvariable('asked_from_s')
    UNION ALL
    SELECT kind, span_id, cluster, min(from_s), max(to_s), any_value(class), any_value(vcluster_uid), any_value(namespace), NULL, NULL, NULL, NULL
    FROM asset_rate
    GROUP BY kind, span_id, cluster
)
SELECT t.kind, t.span_id, t.from_s, t.to_s, t.cluster, t.pod_uid, t.node_uid, t.born_s,
       CASE WHEN t.vcluster_uid IS NULL THEN 'namespace' WHEN n.subject IS NOT NULL THEN 'virtual-namespace' ELSE 'vcluster' END AS subject_kind,
       CASE WHEN t.class = 'unattributed' THEN '' ELSE coalesce(n.subject, t.vcluster_uid, t.namespace, '') END AS subject,
       CASE WHEN t.class = 'host' AND t.namespace IS NULL AND t.vcluster_uid IS NULL
            THEN a.platform_cost_center ELSE 'suspense' END AS without_owner
FROM thing t
CROSS JOIN asked a
LEFT JOIN owner_namespace n ON n.cluster = t.cluster AND n.subject = t.vcluster_uid || '/' || t.virtual_namespace;

-- Each answer that is looked for, once: rows of the later steps carry subject_key. 0 is the platform, -1 suspense.
CREATE OR REPLACE TEMP TABLE asked_subject AS
SELECT (row_number() OVER ())::INTEGER AS subject_key, a.cluster, a.subject_kind, a.subject, p.payer AS without_payer
FROM (SELECT DISTINCT cluster, subject_kind, subject, without_owner FROM asking) a
JOIN payer p ON p.cost_center = a.without_owner AND p.team IS NULL;

-- The things with narrow keys for the steps that have a row for each of them in each hour. place orders the pods of a node by UID, start and span, by
-- which ties are broken: only pods of one node are set against each other.
CREATE OR REPLACE TEMP TABLE held AS
SELECT a.kind::ENUM ('pod', 'storage', 'load-balancer') AS kind, a.span_id, n.node_key, s.subject_key, a.from_s, a.to_s,
       (row_number() OVER (PARTITION BY a.kind, n.node_key ORDER BY a.pod_uid, a.born_s, a.span_id))::INTEGER AS place
FROM asking a
JOIN asked_subject s ON s.cluster = a.cluster AND s.subject_kind = a.subject_kind AND s.subject = a.subject
JOIN payer p ON p.payer = s.without_payer AND p.cost_center = a.without_owner
LEFT JOIN (SELECT DISTINCT node_key, cluster, node_uid FROM node_rate) n
  ON n.cluster = a.cluster AND n.node_uid = a.node_uid;
