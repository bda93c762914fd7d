-- Volumes as they were, cut to the period.
SELECT span_id, greatest(from_s, ${from_s}) AS from_s, least(coalesce(to_s, ${to_s}), ${to_s}) AS to_s,
       cluster, volume_uid, volume, storage_class, capacity_kib, phase, claim_namespace, claim, class, vcluster_uid, vcluster,
       vcluster_namespace, labels, handle
FROM volume_span
WHERE from_s < ${to_s} AND coalesce(to_s, ${to_s}) > ${from_s}
