-- node_span from files of layout 2.
SELECT span_id, cluster, node_uid, node, from_s, to_s, cpu_capacity_millicores, cpu_allocatable_millicores,
       memory_capacity_kib, memory_allocatable_kib, gpu_capacity, instance_type, provider_id, region, zone, spot, gpu_model
FROM {files}
