-- service_span as it is sealed, layout 2; cluster is in the folder's name.
SELECT span_id, service_uid, namespace, service, from_s, to_s, class, vcluster_uid, vcluster, vcluster_namespace, labels
FROM {rows}
