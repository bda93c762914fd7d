-- vcluster_span from files of layout 1.
SELECT span_id, cluster, vcluster_uid, namespace, vcluster, from_s, to_s, workload_kind, version, distro, state
FROM {files}
