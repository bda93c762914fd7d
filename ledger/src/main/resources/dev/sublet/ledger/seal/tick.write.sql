-- tick as it is sealed, layout 1; cluster is in the folder's name.
SELECT at_s, interval_s, nodes, answered
FROM {rows}
