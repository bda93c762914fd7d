-- Clusters that are watched beyond the period's end but not up to the end of a bill's row of a resource: what rows-*.sql freeze of them would go on changing.
SELECT arg_max(b.name, r.to_s) AS name, max(r.to_s) AS to_s, c.cluster_name, c.last_tick_s
FROM counted_bill b
JOIN counted_bill_row r ON r.bill_id = b.bill_id AND r.class = 'usage' AND r.resource_key IS NOT NULL
JOIN cluster c ON c.last_tick_s >= ${to_s} AND c.last_tick_s < r.to_s
GROUP BY c.cluster, c.cluster_name, c.last_tick_s
ORDER BY c.cluster_name, c.cluster
