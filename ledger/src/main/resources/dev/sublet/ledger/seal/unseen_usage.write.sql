-- unseen_usage as it is sealed, layout 1; cluster is in the folder's name.
SELECT node_uid, node, from_s, to_s, cpu_core_ms
FROM {rows}
