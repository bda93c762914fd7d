-- The cost center that pays most of each vcluster's own cost; none where nobody is known to.
SELECT t.cluster, t.vcluster_uid, p.cost_center, sum(d.amount_nanos) AS amount_nanos
FROM charge_day d
JOIN thing t ON t.kind = d.kind AND t.thing_key = d.thing_key
JOIN payer p ON p.payer = d.payer
WHERE t.vcluster_uid IS NOT NULL AND t.class <> 'unattributed' AND p.cost_center <> 'suspense'
GROUP BY t.cluster, t.vcluster_uid, p.cost_center
QUALIFY row_number() OVER (PARTITION BY t.cluster, t.vcluster_uid ORDER BY sum(d.amount_nanos) DESC, p.cost_center) = 1
ORDER BY t.cluster, t.vcluster_uid;
