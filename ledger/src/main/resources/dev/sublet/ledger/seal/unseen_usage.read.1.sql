-- unseen_usage from files of layout 1.
SELECT cluster, node_uid, node, from_s, to_s, cpu_core_ms
FROM {files}
