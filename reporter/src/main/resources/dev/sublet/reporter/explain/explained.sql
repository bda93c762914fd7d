-- Every amount of the period with all names by which it can be asked for. late is what a closed period's lines hold beyond what its
-- frozen terms make of the ledger as it is now: rows of it came or went after the close.
CREATE OR REPLACE TEMP TABLE explained AS
SELECT p.cost_center, p.team, a.payer, a.charge, s.cluster, s.cluster_name, s.vcluster, s.vcluster_namespace, s.vcluster_uid, s.class, a.resource,
       a.policy, a.source, a.pricing, t.namespace, t.virtual_namespace, t.owner_kind || '/' || t.owner_name AS owner, t.node, t.name,
       a.kind, a.thing_key, a.day_s, NULL::BIGINT AS hour_s, false AS late, sum(a.quantity)::HUGEINT AS quantity, sum(a.amount_nanos)::HUGEINT AS amount_nanos
FROM posting a
JOIN payer p ON p.payer = a.payer
JOIN subject s ON s.subject = a.subject
LEFT JOIN thing t ON t.kind::VARCHAR = a.kind AND t.thing_key = a.thing_key
GROUP BY ALL;

-- The statement's lines, by their numbers.
CREATE OR REPLACE TEMP TABLE explained_line AS
SELECT line::BIGINT AS line, cost_center, team, cluster, vcluster, vcluster_namespace, vcluster_uid, class, resource, charge, policy, source, pricing,
       amount_nanos::HUGEINT AS amount_nanos
FROM line
WHERE getvariable('explained_close') IS NULL
UNION ALL
SELECT line, cost_center, team, cluster, vcluster, vcluster_namespace, vcluster_uid, class, resource, charge, policy, source, pricing,
       amount_nanos::HUGEINT
FROM close_line
WHERE close_id = getvariable('explained_close');

INSERT INTO explained
WITH both_sides AS (
    SELECT * EXCLUDE (line) FROM explained_line WHERE getvariable('explained_close') IS NOT NULL
    UNION ALL
    SELECT cost_center, team, cluster, vcluster, vcluster_namespace, vcluster_uid, class, resource, charge, policy, source, pricing,
           -amount_nanos::HUGEINT
    FROM line
    WHERE getvariable('explained_close') IS NOT NULL
),
differing AS (
    SELECT * EXCLUDE (amount_nanos), sum(amount_nanos)::HUGEINT AS amount_nanos
    FROM both_sides
    GROUP BY ALL
    HAVING sum(amount_nanos) <> 0
)
SELECT d.cost_center, d.team, NULL, d.charge, d.cluster, coalesce(c.cluster_name, d.cluster), d.vcluster, d.vcluster_namespace, d.vcluster_uid, d.class,
       d.resource, d.policy, d.source, d.pricing, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true, 0, d.amount_nanos
FROM differing d
LEFT JOIN cluster c ON c.cluster = d.cluster;
