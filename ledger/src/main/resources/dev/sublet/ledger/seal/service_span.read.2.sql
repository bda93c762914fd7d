-- service_span from files of layout 2.
SELECT span_id, cluster, service_uid, namespace, service, from_s, to_s, class, vcluster_uid, vcluster,
       vcluster_namespace, labels
FROM {files}
