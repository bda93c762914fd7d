-- Each thing that may have an amount in an hour, the seconds it was there, and whom to ask for its owner: a vcluster's things the
-- vcluster, or the virtual namespace where the registry names it, the host's things their namespace, things that cannot be explained nobody (''). A host volume that no claim ever
-- bound is the platform's; everything else without an owner waits in suspense. subject_key stands for whom to ask.
CREATE OR REPLACE TEMP VIEW holding AS
WITH thing AS (
    SELECT 'pod' AS kind, span_id, cluster, from_s, to_s, class, vcluster_uid, namespace, virtual_namespace FROM pod
    UNION ALL
    SELECT kind, span_id, cluster, min(from_s), max(to_s), any_value(class), any_value(vcluster_uid), any_value(namespace), NULL
    FROM asset_rate
    WHERE from_s < getvariable('slice_to_s') AND to_s > getvariable('slice_from_s')
    GROUP BY kind, span_id, cluster
),
asking AS (
    SELECT t.kind, t.span_id, t.from_s, t.to_s, t.cluster,
           CASE WHEN t.vcluster_uid IS NULL THEN 'namespace' WHEN n.subject IS NOT NULL THEN 'virtual-namespace' ELSE 'vcluster' END AS subject_kind,
           CASE WHEN t.class = 'unattributed' THEN '' ELSE coalesce(n.subject, t.vcluster_uid, t.namespace, '') END AS subject,
           CASE WHEN t.class = 'host' AND t.namespace IS NULL AND t.vcluster_uid IS NULL
                THEN a.platform_cost_center ELSE 'suspense' END AS without_owner
    FROM thing t
    CROSS JOIN asked a
    LEFT JOIN owner_namespace n ON n.cluster = t.cluster AND n.subject = t.vcluster_uid || '/' || t.virtual_namespace
),
keyed AS (
    SELECT *,
           (dense_rank() OVER (ORDER BY cluster, subject_kind, subject, without_owner))::INTEGER AS subject_key
    FROM asking
)
SELECT k.kind, k.span_id, h.hour_s, k.subject_key, greatest(k.from_s, h.hour_s) AS from_s, least(k.to_s, h.end_s) AS to_s,
       k.cluster, k.subject_kind, k.subject, k.without_owner
FROM keyed k
JOIN slice h ON h.hour_s < k.to_s AND h.end_s > k.from_s;
