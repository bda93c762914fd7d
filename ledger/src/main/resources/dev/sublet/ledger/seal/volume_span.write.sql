-- volume_span as it is sealed, layout 2; cluster is in the folder's name.
SELECT span_id, volume_uid, volume, from_s, to_s, storage_class, capacity_kib, phase, claim_namespace, claim, class,
       vcluster_uid, vcluster, vcluster_namespace, handle, labels
FROM {rows}
