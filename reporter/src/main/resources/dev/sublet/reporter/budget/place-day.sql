-- day_part by place: asleep_nanos is the part of usage that a paused vcluster goes on to cost.
SELECT day_s, cost_center, cluster, vcluster_uid, max(vcluster) AS vcluster, sort, sum(amount_nanos)::VARCHAR AS amount_nanos,
       coalesce(sum(amount_nanos) FILTER (WHERE resource IN ('storage', 'load-balancer')), 0)::VARCHAR AS asleep_nanos
FROM day_part
GROUP BY day_s, cost_center, cluster, vcluster_uid, sort
ORDER BY cost_center, cluster, vcluster_uid NULLS FIRST, day_s, sort;
