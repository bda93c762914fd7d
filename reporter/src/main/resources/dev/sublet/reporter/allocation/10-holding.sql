-- Each thing that may have an amount in an hour, the seconds it was there, and whom to ask for its owner: a vcluster's things the
-- vcluster, the host's things their namespace, things that cannot be explained nobody (''). A host volume that no claim ever
-- bound is the platform's; everything else without an owner waits in suspense.
CREATE OR REPLACE TEMP VIEW holding AS
WITH thing AS (
    SELECT 'pod' AS kind, p.span_id, p.cluster, greatest(p.from_s, w.from_s) AS from_s,
           least(coalesce(p.to_s, w.to_s), w.to_s) AS to_s, p.class, p.vcluster_uid, p.namespace
    FROM pod_span p
    JOIN watched w ON w.cluster = p.cluster
    WHERE p.from_s < getvariable('slice_to_s') AND coalesce(p.to_s, w.to_s) > getvariable('slice_from_s')
    UNION ALL
    SELECT kind, span_id, cluster, min(from_s), max(to_s), any_value(class), any_value(vcluster_uid), any_value(namespace)
    FROM asset_rate
    WHERE from_s < getvariable('slice_to_s') AND to_s > getvariable('slice_from_s')
    GROUP BY kind, span_id, cluster
)
SELECT t.kind, t.span_id, h.hour_s, t.cluster,
       greatest(t.from_s, h.hour_s) AS from_s, least(t.to_s, h.end_s) AS to_s,
       CASE WHEN t.vcluster_uid IS NULL THEN 'namespace' ELSE 'vcluster' END AS subject_kind,
       CASE WHEN t.class = 'unattributed' THEN '' ELSE coalesce(t.vcluster_uid, t.namespace, '') END AS subject,
       CASE WHEN t.class = 'host' AND t.namespace IS NULL AND t.vcluster_uid IS NULL
            THEN a.platform_cost_center ELSE 'suspense' END AS without_owner
FROM thing t
JOIN slice h ON h.hour_s < t.to_s AND h.end_s > t.from_s
CROSS JOIN asked a;
