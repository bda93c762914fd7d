-- Every amount of the period with the names by which people may ask for it. What no thing is behind (handed on, fees) has no virtual
-- namespace, owner object or node.
CREATE OR REPLACE TEMP VIEW posted AS
SELECT p.cost_center, p.team, s.cluster, s.cluster_name, s.vcluster, s.vcluster_namespace, s.vcluster_uid, s.class, a.resource,
       t.virtual_namespace, t.owner_kind || '/' || t.owner_name AS owner, t.node, a.day_s, a.quantity, a.amount_nanos
FROM posting a
JOIN payer p ON p.payer = a.payer
JOIN subject s ON s.subject = a.subject
LEFT JOIN thing t ON t.kind::VARCHAR = a.kind AND t.thing_key = a.thing_key;
