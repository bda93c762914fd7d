-- What a pod sent and received in an hour and the price for each way: that of the part of the hour's first second.
WITH moved AS (
    SELECT u.hour_s, sum(u.network_tx_bytes)::HUGEINT AS sent, sum(u.network_rx_bytes)::HUGEINT AS received, any_value(p.cluster) AS cluster
    FROM usage_hour u
    JOIN pod_span p ON p.span_id = u.span_id
    JOIN hours h ON h.hour_s = ?
    WHERE u.span_id = ? AND u.hour_s >= h.hour_s AND u.hour_s < h.end_s
    GROUP BY u.hour_s
),
priced AS (
    SELECT m.*, n.rank, n.sent AS counts_sent, n.received AS counts_received, n.rate_attos, n.from_s
    FROM moved m
    JOIN watched w ON w.cluster = m.cluster
    JOIN network_price n ON (n.cluster IS NULL OR n.cluster IN (w.cluster, w.cluster_name)) AND m.hour_s >= n.from_s AND m.hour_s < n.to_s
)
SELECT 'sent' AS way, hour_s, arg_min(sent, rank)::VARCHAR AS bytes, arg_min(rate_attos, rank)::VARCHAR AS rate
FROM priced WHERE counts_sent = 1 GROUP BY hour_s
UNION ALL
SELECT 'received', hour_s, arg_min(received, rank)::VARCHAR, arg_min(rate_attos, rank)::VARCHAR
FROM priced WHERE counts_received = 1 GROUP BY hour_s
ORDER BY hour_s, way;
