-- volume_span from files of layout 2.
SELECT span_id, cluster, volume_uid, volume, from_s, to_s, storage_class, capacity_kib, phase, claim_namespace, claim,
       class, vcluster_uid, vcluster, vcluster_namespace, handle, labels
FROM {files}
