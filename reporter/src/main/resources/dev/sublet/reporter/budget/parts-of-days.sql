-- What vclusters, classes and resources cost on some days: of one cost center, or of one vcluster whoever pays.
SELECT day_s, cost_center, cluster, vcluster_uid, vcluster, class, resource, sum(amount_nanos)::VARCHAR AS amount_nanos
FROM day_part
WHERE sort = 'usage' AND (? IS NULL OR cost_center = ?) AND (? IS NULL OR cluster = ? AND vcluster_uid = ?)
  AND list_contains(string_split(?, ','), day_s::VARCHAR)
GROUP BY day_s, cost_center, cluster, vcluster_uid, vcluster, class, resource
ORDER BY day_s, cost_center, cluster, vcluster_uid, class, resource;
