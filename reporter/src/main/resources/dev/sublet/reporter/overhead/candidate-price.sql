-- What one node of each type would cost each vcluster for the time it was awake, in 10^-18 of the currency x seconds per hour, with what the
-- book has per node, in nanos; NULL where a price is missing.
SELECT v.cluster, v.vcluster_uid, r.instance_type, any_value(r.cpu_allocatable_millicores) AS cpu, any_value(r.memory_allocatable_kib) AS memory,
       any_value(r.gpu_capacity) AS gpu,
       CASE WHEN bool_or(r.rate_attos IS NULL) THEN NULL
            ELSE sum(r.rate_attos * (least(r.to_s, t.to_s) - greatest(r.from_s, t.from_s))) END::VARCHAR AS attos,
       (SELECT coalesce(sum(f.total_attos * greatest(least(f.to_s, f.base_to_s, o.to_s) - greatest(f.from_s, f.base_from_s, o.from_s), 0)
                            // ((f.base_to_s - f.base_from_s)::HUGEINT * 1000000000)), 0)
        FROM fixed_cost f
        JOIN own_time o ON o.cluster = v.cluster AND o.vcluster_uid = v.vcluster_uid AND NOT o.asleep
        WHERE f.per = 'node' AND f.class = 'fixed' AND (f.cluster IS NULL OR f.cluster IN (v.cluster, v.cluster_name))
          AND (f.instance_type IS NULL OR f.instance_type = r.instance_type))::VARCHAR AS fixed_nanos
FROM own_vcluster v
JOIN own_time t ON t.cluster = v.cluster AND t.vcluster_uid = v.vcluster_uid AND NOT t.asleep
JOIN candidate_rate r ON r.cluster = v.cluster AND r.from_s < t.to_s AND r.to_s > t.from_s
GROUP BY v.cluster, v.cluster_name, v.vcluster_uid, r.instance_type
ORDER BY v.cluster, v.vcluster_uid, r.instance_type;
