-- Volumes as they were, cut to the period, and to the months and bills' rows of which it is a part: amounts are cut from those as wholes.
SELECT span_id, greatest(from_s, ${wide_from_s}) AS from_s, least(coalesce(to_s, ${wide_to_s}), ${wide_to_s}) AS to_s,
       cluster, volume_uid, volume, storage_class, capacity_kib, phase, claim_namespace, claim, class, vcluster_uid, vcluster,
       vcluster_namespace, labels, handle
FROM volume_span
WHERE from_s < ${wide_to_s} AND coalesce(to_s, ${wide_to_s}) > ${wide_from_s}
