-- Whatever has an amount in an hour, the seconds it was there, and whom to ask for its owner: a vcluster's things the
-- vcluster, the host's things their namespace, things that cannot be explained nobody. A host volume that no claim ever
-- bound is the platform's; everything else without an owner waits in suspense.
CREATE OR REPLACE TEMP TABLE holding AS
WITH thing AS (
    SELECT 'pod' AS kind, h.span_id, h.hour_s, h.cluster, greatest(p.from_s, h.hour_s) AS from_s,
           coalesce(p.to_s, w.to_s) AS to_s, p.class, p.vcluster_uid, p.namespace
    FROM pod_hour h
    JOIN pod_span p ON p.span_id = h.span_id
    JOIN watched w ON w.cluster = h.cluster
    UNION ALL
    SELECT DISTINCT h.kind, h.span_id, h.hour_s, h.cluster, h.from_s, h.to_s, r.class, r.vcluster_uid, r.namespace
    FROM asset_hour h
    JOIN asset_rate r ON r.kind = h.kind AND r.span_id = h.span_id
)
SELECT t.kind, t.span_id, t.hour_s, t.cluster,
       greatest(t.from_s, w.from_s) AS from_s, least(t.to_s, w.to_s, b.end_s) AS to_s,
       CASE WHEN t.vcluster_uid IS NULL THEN 'namespace' ELSE 'vcluster' END AS subject_kind,
       CASE WHEN t.class = 'unattributed' THEN NULL ELSE coalesce(t.vcluster_uid, t.namespace) END AS subject,
       CASE WHEN t.class = 'host' AND t.namespace IS NULL AND t.vcluster_uid IS NULL
            THEN a.platform_cost_center ELSE 'suspense' END AS without_owner
FROM thing t
JOIN hours b ON b.hour_s = t.hour_s
JOIN watched w ON w.cluster = t.cluster
CROSS JOIN asked a;
