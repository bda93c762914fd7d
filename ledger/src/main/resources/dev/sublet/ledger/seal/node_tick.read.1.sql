-- node_tick from files of layout 1.
SELECT cluster, at_s, node_uid, node, answered, pods, error
FROM {files}
