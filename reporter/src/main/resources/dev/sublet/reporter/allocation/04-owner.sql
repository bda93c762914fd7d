-- Who pays for each vcluster, each namespace of a host, and each virtual namespace that the registry names, from when to when; by shares that
-- sum to 1 000 000 wherever anybody pays. Of all that says something for a second the lowest rank counts: the registry's entry
-- for a virtual namespace (a name, then the longest start), then for the vcluster, then for the host namespace that holds it, then what
-- the ledger recorded. Of the ledger's records, those from the registry count only without one: the file is the
-- whole registry, so that what was wrong in it can be taken out. A subject of kind 'virtual-namespace' is the vcluster's UID, a slash and the name.
CREATE OR REPLACE TEMP TABLE owner AS
WITH vcluster AS (
    SELECT DISTINCT cluster, vcluster_uid, namespace, vcluster FROM vcluster_span
    UNION
    SELECT DISTINCT cluster, vcluster_uid, vcluster_namespace, vcluster FROM pod_span
    WHERE vcluster_uid IS NOT NULL AND vcluster IS NOT NULL AND vcluster_namespace IS NOT NULL AND getvariable('has_registry')
),
virtual_namespace AS (
    SELECT DISTINCT p.cluster, p.vcluster_uid, p.virtual_namespace, v.namespace, v.vcluster
    FROM pod_span p
    JOIN vcluster v ON v.cluster = p.cluster AND v.vcluster_uid = p.vcluster_uid
    JOIN registry r ON r.of_vcluster AND r.subject = v.namespace || '/' || v.vcluster
    WHERE p.virtual_namespace IS NOT NULL AND r.entry IN (SELECT entry FROM registry_share WHERE pattern IS NOT NULL)
),
claim AS (
    SELECT n.cluster, 'virtual-namespace' AS subject_kind, n.vcluster_uid || '/' || n.virtual_namespace AS subject,
           CASE WHEN s.is_start THEN 1000 - length(s.pattern) ELSE 0 END AS rank, r.from_s, r.to_s, s.cost_center, s.team, s.share_millionths
    FROM virtual_namespace n
    JOIN registry r ON r.of_vcluster AND r.subject = n.namespace || '/' || n.vcluster
    JOIN registry_share s ON s.entry = r.entry AND s.pattern IS NOT NULL
     AND (n.virtual_namespace = s.pattern OR s.is_start AND starts_with(n.virtual_namespace, s.pattern))
    UNION ALL
    SELECT v.cluster, unnest(['vcluster', 'virtual-namespace']), unnest([v.vcluster_uid, v.vcluster_uid || '/' || n.virtual_namespace]),
           2000, r.from_s, r.to_s, s.cost_center, s.team, s.share_millionths
    FROM vcluster v
    JOIN registry r ON r.of_vcluster AND r.subject = v.namespace || '/' || v.vcluster
    JOIN registry_share s ON s.entry = r.entry AND s.pattern IS NULL
    LEFT JOIN virtual_namespace n ON n.cluster = v.cluster AND n.vcluster_uid = v.vcluster_uid
    UNION ALL
    SELECT v.cluster, unnest(['vcluster', 'virtual-namespace']), unnest([v.vcluster_uid, v.vcluster_uid || '/' || n.virtual_namespace]),
           3000, r.from_s, r.to_s, s.cost_center, s.team, s.share_millionths
    FROM vcluster v
    JOIN registry r ON NOT r.of_vcluster AND r.subject = v.namespace
    JOIN registry_share s ON s.entry = r.entry
    LEFT JOIN virtual_namespace n ON n.cluster = v.cluster AND n.vcluster_uid = v.vcluster_uid
    UNION ALL
    SELECT c.cluster, 'namespace', r.subject, 3000, r.from_s, r.to_s, s.cost_center, s.team, s.share_millionths
    FROM cluster c
    CROSS JOIN registry r
    JOIN registry_share s ON s.entry = r.entry
    WHERE NOT r.of_vcluster
    UNION ALL
    SELECT o.cluster, unnest([o.subject_kind, 'virtual-namespace']), unnest([o.subject, o.subject || '/' || n.virtual_namespace]),
           4000, o.from_s, coalesce(o.to_s, 1000000000000), o.cost_center, o.team, o.share_millionths
    FROM owner_span o
    LEFT JOIN virtual_namespace n ON o.subject_kind = 'vcluster' AND n.cluster = o.cluster AND n.vcluster_uid = o.subject
    WHERE o.share_millionths > 0 AND (o.source <> 'registry' OR NOT getvariable('has_registry'))
),
-- A vcluster stands here once for each of its virtual namespaces.
told AS (SELECT DISTINCT * FROM claim WHERE subject IS NOT NULL),
bound AS (
    SELECT cluster, subject_kind, subject, from_s AS at_s FROM told
    UNION
    SELECT cluster, subject_kind, subject, to_s FROM told
),
piece AS (
    SELECT *, lead(at_s) OVER (PARTITION BY cluster, subject_kind, subject ORDER BY at_s) AS to_s FROM bound
),
ranked AS (
    SELECT p.cluster, p.subject_kind, p.subject, p.at_s AS from_s, p.to_s, t.cost_center, t.team, t.share_millionths,
           t.rank, min(t.rank) OVER (PARTITION BY p.cluster, p.subject_kind, p.subject, p.at_s) AS lowest
    FROM piece p
    JOIN told t ON t.cluster = p.cluster AND t.subject_kind = p.subject_kind AND t.subject = p.subject
     AND t.from_s <= p.at_s AND t.to_s >= p.to_s
    WHERE p.to_s IS NOT NULL
)
SELECT cluster, subject_kind, subject, from_s, to_s, cost_center, team, share_millionths
FROM ranked
WHERE rank = lowest AND getvariable('owners_of_close') IS NULL
UNION ALL
SELECT cluster, subject_kind, subject, from_s, to_s, cost_center, team, share_millionths
FROM close_owner
WHERE close_id = getvariable('owners_of_close');
