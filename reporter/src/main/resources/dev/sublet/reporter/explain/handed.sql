-- Of which pools an amount was handed on in a day, and by which weights: the pool cut over units, the unit's part over its members.
SELECT p.pool, p.method, p.weight_of, p.within, p.unit AS counted, p.class || ' of ' || p.cluster_name AS source, p.vcluster_uid AS from_vcluster,
       o.cost_center AS from_cost_center, p.quantity::VARCHAR AS pool_quantity, p.amount_nanos::VARCHAR AS pool_nanos,
       u.weight::VARCHAR AS unit_weight, u.whole::VARCHAR AS unit_whole, u.amount::VARCHAR AS unit_nanos,
       a.weight::VARCHAR AS member_weight, a.whole::VARCHAR AS member_whole, a.amount::VARCHAR AS nanos
FROM split('member_amount') a
JOIN pool p ON p.pool = a.pool
JOIN payer o ON o.payer = p.payer
JOIN split('unit_amount') u ON u.part_of = a.pool AND a.part_of = u.part_of || '|' || u.tie
WHERE a.payer = ? AND a.cluster = ? AND a.vcluster_uid IS NOT DISTINCT FROM ? AND p.day_s = ? AND p.class = ? AND p.resource = ? AND p.name = ?
  AND p.class || ' of ' || p.cluster_name = ? AND p.pricing = ? AND a.amount <> 0
ORDER BY p.pool;
