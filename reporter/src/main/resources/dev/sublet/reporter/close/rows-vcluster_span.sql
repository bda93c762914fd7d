-- Vclusters as they were, cut to the period.
SELECT span_id, greatest(from_s, ${from_s}) AS from_s, least(coalesce(to_s, ${to_s}), ${to_s}) AS to_s,
       cluster, vcluster_uid, namespace, vcluster, workload_kind, version, distro, state
FROM vcluster_span
WHERE from_s < ${to_s} AND coalesce(to_s, ${to_s}) > ${from_s}
