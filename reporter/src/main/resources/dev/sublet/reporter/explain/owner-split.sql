-- Who pays for a thing in an hour: seconds x share in millionths, in the order in which an amount is cut. A thing of a vcluster asks the vcluster,
-- or the virtual namespace where that has owners of its own; a thing of the host its namespace; what cannot be explained nobody.
WITH span AS (
    SELECT 'pod' AS kind, span_id, cluster, from_s, to_s, class, vcluster_uid, namespace, virtual_namespace FROM pod_span
    UNION ALL
    SELECT 'storage', span_id, cluster, from_s, to_s, class, vcluster_uid, claim_namespace, NULL FROM volume_span
    UNION ALL
    SELECT 'load-balancer', span_id, cluster, from_s, to_s, class, vcluster_uid, namespace, NULL FROM service_span
),
held AS (
    SELECT s.cluster, greatest(s.from_s, w.from_s, h.hour_s) AS from_s, least(coalesce(s.to_s, w.to_s), w.to_s, h.end_s) AS to_s,
           CASE WHEN s.vcluster_uid IS NULL THEN 'namespace' WHEN n.subject IS NOT NULL THEN 'virtual-namespace' ELSE 'vcluster' END AS subject_kind,
           CASE WHEN s.class = 'unattributed' THEN '' ELSE coalesce(n.subject, s.vcluster_uid, s.namespace, '') END AS subject,
           CASE WHEN s.class = 'host' AND s.namespace IS NULL AND s.vcluster_uid IS NULL THEN a.platform_cost_center ELSE 'suspense' END AS without_owner
    FROM span s
    JOIN watched w ON w.cluster = s.cluster
    JOIN hours h ON h.hour_s = ?
    CROSS JOIN asked a
    LEFT JOIN owner_namespace n ON n.cluster = s.cluster AND n.subject = s.vcluster_uid || '/' || s.virtual_namespace
    WHERE s.kind = ? AND s.span_id = ?
),
owned AS (
    SELECT p.payer, sum((least(o.to_s, h.to_s) - greatest(o.from_s, h.from_s))::HUGEINT * o.share_millionths) AS part
    FROM held h
    JOIN owner o ON o.cluster = h.cluster AND o.subject_kind = h.subject_kind AND o.subject = h.subject
    JOIN payer p ON p.cost_center = o.cost_center AND p.team IS NOT DISTINCT FROM o.team
    WHERE greatest(o.from_s, h.from_s) < least(o.to_s, h.to_s)
    GROUP BY p.payer
),
part AS (
    SELECT payer, sum(part) AS part
    FROM (SELECT * FROM owned
          UNION ALL
          SELECT p.payer, (h.to_s - h.from_s)::HUGEINT * 1000000 - coalesce((SELECT sum(part) FROM owned), 0::HUGEINT)
          FROM held h
          JOIN payer p ON p.cost_center = h.without_owner AND p.team IS NULL)
    WHERE part > 0
    GROUP BY payer
)
SELECT payer, (sum(part) OVER (ORDER BY payer) - part)::VARCHAR AS before_part, (sum(part) OVER (ORDER BY payer))::VARCHAR AS upto_part,
       (sum(part) OVER ())::VARCHAR AS whole_part, (SELECT to_s - from_s FROM held) AS seconds
FROM part
ORDER BY payer;
