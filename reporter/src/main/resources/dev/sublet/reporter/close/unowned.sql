-- What waits in suspense, by whom one would ask.
SELECT s.cluster_name, s.class,
       CASE WHEN s.vcluster_uid IS NOT NULL THEN 'vcluster' WHEN t.namespace IS NOT NULL THEN 'namespace' ELSE '' END AS kind,
       CASE WHEN s.vcluster_uid IS NOT NULL THEN s.vcluster_namespace || '/' || s.vcluster ELSE t.namespace END AS subject,
       sum(a.amount_nanos)::VARCHAR AS amount_nanos
FROM posting a
JOIN payer p ON p.payer = a.payer AND p.cost_center = 'suspense'
JOIN subject s ON s.subject = a.subject
LEFT JOIN thing t ON t.kind::VARCHAR = a.kind AND t.thing_key = a.thing_key
GROUP BY s.cluster_name, s.class, 3, 4
HAVING sum(a.amount_nanos) <> 0
ORDER BY sum(a.amount_nanos) DESC, s.cluster_name, 3, 4, s.class
