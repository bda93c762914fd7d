-- pod_span from files of layout 1.
SELECT span_id, cluster, pod_uid, namespace, pod, node_uid, node, from_s, to_s, class, vcluster_uid, vcluster,
       vcluster_namespace, virtual_namespace, virtual_pod, owner_kind, owner_name, cpu_request_millicores,
       memory_request_kib, gpu_request, qos, NULL::VARCHAR AS labels
FROM {files}
