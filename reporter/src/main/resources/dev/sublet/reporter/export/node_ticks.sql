-- The looks at each node: whether it answered, and else why not.
SELECT c.cluster_name, make_timestamp(t.at_s * 1000000) AT TIME ZONE 'UTC' AS at_time, t.node, t.answered, t.pods, t.error,
       t.node_uid, t.cluster AS cluster_uid
FROM node_tick t
LEFT JOIN cluster c ON c.cluster = t.cluster
WHERE t.at_s >= :from_s AND t.at_s < :to_s
