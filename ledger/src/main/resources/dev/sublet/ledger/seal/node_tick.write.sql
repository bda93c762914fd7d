-- node_tick as it is sealed, layout 1; cluster is in the folder's name.
SELECT at_s, node_uid, node, answered, pods, error
FROM {rows}
