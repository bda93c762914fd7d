-- What a node cost by the book in an hour, stretch by stretch between changes of its price or size, and the entry of the price book that says so.
-- keep_* is what discounts leave, in millionths; left_part what commitments leave uncovered, in 10^-12; *_attos_s what they cost.
SELECT greatest(r.from_s, h.hour_s) AS begin_s, least(r.to_s, h.end_s) AS finish_s, r.node, r.instance_type, r.spot, r.gpu_model, r.billed,
       r.node_attos, r.gpus_attos, r.cpu_attos, r.memory_attos, r.gpu_attos, r.upto_cpu, r.upto_memory, r.base_cpu, r.base_memory, r.base_gpu,
       r.cpu_capacity_millicores, r.cpu_allocatable_millicores, r.memory_capacity_kib, r.memory_allocatable_kib, r.gpu_capacity,
       c.span_id IS NOT NULL AS committed, coalesce(c.left_part, 1000000000000::HUGEINT) AS left_part, coalesce(c.cpu_attos_s, 0::HUGEINT) AS cpu_attos_s,
       coalesce(c.memory_attos_s, 0::HUGEINT) AS memory_attos_s, coalesce(c.gpu_attos_s, 0::HUGEINT) AS gpu_attos_s,
       p.rate_attos AS entry_attos, p.name AS entry_name, p.from_s AS entry_from_s, p.to_s AS entry_to_s
FROM node_rate r
JOIN hours h ON h.hour_s = ?
LEFT JOIN committed c ON c.span_id = r.span_id AND c.piece_s = r.from_s AND c.hour_s = h.hour_s
LEFT JOIN node_price p
  ON p.from_s <= r.from_s AND p.to_s >= r.to_s AND (p.cluster IS NULL OR p.cluster IN (r.cluster, r.cluster_name))
 AND (p.region IS NULL OR p.region = r.region) AND (p.name = r.node OR p.instance_type = r.instance_type) AND (p.spot IS NULL OR p.spot = r.spot)
WHERE r.node_key = ? AND r.from_s < h.end_s AND r.to_s > h.hour_s
QUALIFY row_number() OVER (PARTITION BY r.span_id, r.from_s ORDER BY p.rank NULLS LAST) = 1
ORDER BY begin_s;
