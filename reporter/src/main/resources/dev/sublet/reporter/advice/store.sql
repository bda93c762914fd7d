-- What each vcluster's own store costs: etcd pods beside its control plane, and their volumes.
SELECT cluster, vcluster_uid, sum(amount_nanos)::VARCHAR AS cost_nanos, count(DISTINCT thing_key) FILTER (WHERE kind = 'storage')::BIGINT AS volumes,
       coalesce(sum(amount_nanos) FILTER (WHERE kind = 'storage'), 0::HUGEINT)::VARCHAR AS volume_nanos
FROM own_cost
WHERE part = 'store'
GROUP BY cluster, vcluster_uid
ORDER BY cluster, vcluster_uid;
