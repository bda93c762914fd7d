-- volume_span from files of layout 1.
SELECT span_id, cluster, volume_uid, volume, from_s, to_s, storage_class, capacity_kib, phase, claim_namespace, claim,
       class, vcluster_uid, vcluster, vcluster_namespace, NULL::VARCHAR AS handle, NULL::VARCHAR AS labels
FROM {files}
