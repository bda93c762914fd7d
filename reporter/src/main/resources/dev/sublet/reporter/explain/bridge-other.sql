-- All that is not a thing's own cost: what policies handed on, and as negative amounts what they took; what was booked.
SELECT cost_center, cluster_name, vcluster_uid, vcluster, CASE WHEN late THEN 'late' ELSE charge END AS charge,
       CASE WHEN late THEN 'changed after the close' WHEN charge = 'correction' THEN coalesce(source, policy) ELSE coalesce(policy, charge) END AS label,
       sum(amount_nanos)::VARCHAR AS nanos
FROM explained
WHERE charge <> 'usage' OR late
GROUP BY ALL
UNION ALL
SELECT p.cost_center, t.cluster_name, t.vcluster_uid, t.vcluster, 'shared', r.name, (-sum(d.amount_nanos))::VARCHAR
FROM charge_day d
JOIN thing t ON t.kind = d.kind AND t.thing_key = d.thing_key
JOIN payer p ON p.payer = d.payer
JOIN rule r ON r.rule = d.rule
GROUP BY p.cost_center, t.cluster_name, t.vcluster_uid, t.vcluster, r.name
ORDER BY ALL;
