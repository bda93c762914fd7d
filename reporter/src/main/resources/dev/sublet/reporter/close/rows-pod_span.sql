-- Pods as they were, cut to the period.
SELECT span_id, greatest(from_s, ${from_s}) AS from_s, least(coalesce(to_s, ${to_s}), ${to_s}) AS to_s,
       cluster, pod_uid, namespace, pod, node_uid, node, class, vcluster_uid, vcluster, vcluster_namespace, virtual_namespace,
       virtual_pod, owner_kind, owner_name, cpu_request_millicores, memory_request_kib, gpu_request, qos, labels
FROM pod_span
WHERE from_s < ${to_s} AND coalesce(to_s, ${to_s}) > ${from_s}
