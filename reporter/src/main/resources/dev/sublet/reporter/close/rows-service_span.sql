-- Load balancers as they were, cut to the period.
SELECT span_id, greatest(from_s, ${from_s}) AS from_s, least(coalesce(to_s, ${to_s}), ${to_s}) AS to_s,
       cluster, service_uid, namespace, service, class, vcluster_uid, vcluster, vcluster_namespace, labels
FROM service_span
WHERE from_s < ${to_s} AND coalesce(to_s, ${to_s}) > ${from_s}
