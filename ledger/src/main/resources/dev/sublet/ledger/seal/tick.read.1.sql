-- tick from files of layout 1.
SELECT cluster, at_s, interval_s, nodes, answered
FROM {files}
