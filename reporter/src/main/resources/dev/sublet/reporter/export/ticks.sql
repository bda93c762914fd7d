-- The looks: how many nodes were asked and how many answered.
SELECT c.cluster_name, make_timestamp(t.at_s * 1000000) AT TIME ZONE 'UTC' AS at_time, t.interval_s, t.nodes, t.answered,
       t.cluster AS cluster_uid
FROM tick t
LEFT JOIN cluster c ON c.cluster = t.cluster
WHERE t.at_s >= :from_s AND t.at_s < :to_s
