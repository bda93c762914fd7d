-- Nodes as they were, cut to the period, and to the months and bills' rows of which it is a part: amounts are cut from those as wholes.
SELECT span_id, greatest(from_s, ${wide_from_s}) AS from_s, least(coalesce(to_s, ${wide_to_s}), ${wide_to_s}) AS to_s,
       cluster, node_uid, node, cpu_capacity_millicores, cpu_allocatable_millicores, memory_capacity_kib, memory_allocatable_kib,
       gpu_capacity, instance_type, provider_id, region, zone, spot, gpu_model
FROM node_span
WHERE from_s < ${wide_to_s} AND coalesce(to_s, ${wide_to_s}) > ${wide_from_s}
