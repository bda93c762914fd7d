-- vcluster_span as it is sealed, layout 1; cluster is in the folder's name.
SELECT span_id, vcluster_uid, namespace, vcluster, from_s, to_s, workload_kind, version, distro, state
FROM {rows}
