-- Who pays for what, one row per unchanged stretch that touches the window; to_time is empty while it lasts. Stretches are not cut.
SELECT c.cluster_name, make_timestamp(s.from_s * 1000000) AT TIME ZONE 'UTC' AS from_time,
       make_timestamp(s.to_s * 1000000) AT TIME ZONE 'UTC' AS to_time,
       s.* EXCLUDE (cluster, from_s, to_s), s.cluster AS cluster_uid
FROM owner_span s
LEFT JOIN cluster c ON c.cluster = s.cluster
WHERE s.from_s < :to_s AND (s.to_s IS NULL OR s.to_s > :from_s)
