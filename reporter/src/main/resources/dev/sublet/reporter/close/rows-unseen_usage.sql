-- Usage that was seen on nodes but on no pod.
SELECT cluster, node_uid, node, from_s, to_s, cpu_core_ms
FROM unseen_usage
WHERE from_s >= ${from_s} AND from_s < ${to_s}
