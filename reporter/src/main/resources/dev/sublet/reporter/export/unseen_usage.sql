-- CPU that a node's own counter shows beyond the pods that were seen, cut to the window as in the command `usage`.
SELECT c.cluster_name AS cluster, u.node,
       make_timestamp(greatest(u.from_s, :from_s) * 1000000) AT TIME ZONE 'UTC' AS from_time,
       make_timestamp(least(u.to_s, :to_s) * 1000000) AT TIME ZONE 'UTC' AS to_time,
       (u.cpu_core_ms::HUGEINT * (least(u.to_s, :to_s) - u.from_s) // (u.to_s - u.from_s)
        - u.cpu_core_ms::HUGEINT * (greatest(u.from_s, :from_s) - u.from_s) // (u.to_s - u.from_s))::BIGINT AS cpu_core_ms,
       u.node_uid, u.cluster AS cluster_uid
FROM unseen_usage u
LEFT JOIN cluster c ON c.cluster = u.cluster
WHERE u.from_s < :to_s AND u.to_s > :from_s
