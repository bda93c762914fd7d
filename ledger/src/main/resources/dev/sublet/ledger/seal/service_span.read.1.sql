-- service_span from files of layout 1.
SELECT span_id, cluster, service_uid, namespace, service, from_s, to_s, class, vcluster_uid, vcluster,
       vcluster_namespace, NULL::VARCHAR AS labels
FROM {files}
