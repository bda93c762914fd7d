-- What the book has per cluster, for the time that each vcluster was there, asleep or not; entries is 0 where it has nothing of the kind.
SELECT v.cluster, v.vcluster_uid, count(f.fixed)::BIGINT AS entries,
       coalesce(sum(f.total_attos * greatest(least(f.to_s, f.base_to_s, t.to_s) - greatest(f.from_s, f.base_from_s, t.from_s), 0)
                    // ((f.base_to_s - f.base_from_s)::HUGEINT * 1000000000)), 0)::VARCHAR AS fee_nanos
FROM own_vcluster v
JOIN own_time t ON t.cluster = v.cluster AND t.vcluster_uid = v.vcluster_uid
LEFT JOIN fixed_cost f ON f.per = 'cluster' AND f.class = 'fixed' AND (f.cluster IS NULL OR f.cluster IN (v.cluster, v.cluster_name))
 AND f.from_s < t.to_s AND f.to_s > t.from_s AND f.base_from_s < t.to_s AND f.base_to_s > t.from_s
GROUP BY v.cluster, v.vcluster_uid;
