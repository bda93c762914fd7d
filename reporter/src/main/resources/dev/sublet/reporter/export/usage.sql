-- What each pod used, one row per interval. A row that lies only partly inside is cut by cumulative floors, as in the
-- command `usage`, so adjacent windows sum to the whole. :from_s and :to_s are whole numbers.
WITH part AS (
    SELECT u.*, greatest(u.from_s, :from_s) AS start_s, least(u.to_s, :to_s) AS end_s,
           u.from_s >= :from_s AND u.to_s <= :to_s AS whole,
           (u.to_s - u.from_s)::HUGEINT AS length_s
    FROM usage u
    WHERE u.from_s < :to_s AND u.to_s > :from_s
)
SELECT c.cluster_name AS cluster, p.namespace, p.pod, p.node, p.class, p.vcluster, p.vcluster_namespace,
       p.virtual_namespace, p.virtual_pod, p.owner_kind, p.owner_name,
       make_timestamp(u.start_s * 1000000) AT TIME ZONE 'UTC' AS from_time,
       make_timestamp(u.end_s * 1000000) AT TIME ZONE 'UTC' AS to_time,
       u.end_s - u.start_s AS seconds, u.coverage,
       CASE WHEN u.whole THEN u.cpu_core_ms
            ELSE (u.cpu_core_ms * (u.end_s - u.from_s) // length_s
                  - u.cpu_core_ms * (u.start_s - u.from_s) // length_s)::BIGINT END AS cpu_core_ms,
       u.cpu_request_millicores, u.memory_kib AS memory_mean_kib, u.memory_request_kib,
       CASE WHEN u.whole THEN u.network_rx_bytes
            ELSE (u.network_rx_bytes * (u.end_s - u.from_s) // length_s
                  - u.network_rx_bytes * (u.start_s - u.from_s) // length_s)::BIGINT END AS network_rx_bytes,
       CASE WHEN u.whole THEN u.network_tx_bytes
            ELSE (u.network_tx_bytes * (u.end_s - u.from_s) // length_s
                  - u.network_tx_bytes * (u.start_s - u.from_s) // length_s)::BIGINT END AS network_tx_bytes,
       u.volume_kib AS volume_mean_kib, u.gpu_request,
       u.span_id, p.pod_uid, p.vcluster_uid, p.cluster AS cluster_uid
FROM part u
JOIN pod_span p USING (span_id)
LEFT JOIN cluster c ON c.cluster = p.cluster
