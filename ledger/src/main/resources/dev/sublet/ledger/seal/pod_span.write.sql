-- pod_span as it is sealed, layout 2; cluster is in the folder's name.
SELECT span_id, pod_uid, namespace, pod, node_uid, node, from_s, to_s, class, vcluster_uid, vcluster,
       vcluster_namespace, virtual_namespace, virtual_pod, owner_kind, owner_name, cpu_request_millicores,
       memory_request_kib, gpu_request, qos, labels
FROM {rows}
