-- What each pod span sent and received in each billing hour, at the price of the hour's first second: attos per GiB x bytes / 2^30 / 10^9,
-- rounded half up here. Bytes that have no price are not there.
CREATE OR REPLACE TEMP VIEW network_hour AS
WITH moved AS (
    SELECT span_id, billing_hour(usage_hour.hour_s) AS hour_s, sum(network_tx_bytes)::HUGEINT AS sent, sum(network_rx_bytes)::HUGEINT AS received
    FROM usage_hour
    WHERE usage_hour.hour_s >= getvariable('slice_from_s') AND usage_hour.hour_s < getvariable('slice_to_s') AND getvariable('network_is_priced')
    GROUP BY span_id, billing_hour(usage_hour.hour_s)
),
priced AS (
    SELECT p.span_id, p.node_key, CASE WHEN h.end_s > p.from_s AND h.hour_s < p.to_s THEN p.subject_key ELSE -1 END AS subject_key,
           m.hour_s, n.rank, n.sent AS counts_sent, m.sent * n.sent AS sent, m.received * n.received AS received, n.rate_attos
    FROM moved m
    JOIN held p ON p.kind = 'pod' AND p.span_id = m.span_id
    JOIN slice h ON h.hour_s = m.hour_s
    JOIN asked_subject a ON a.subject_key = p.subject_key
    JOIN watched w ON w.cluster = a.cluster
    JOIN network_price n
      ON (n.cluster IS NULL OR n.cluster IN (w.cluster, w.cluster_name)) AND m.hour_s >= n.from_s AND m.hour_s < n.to_s
),
direction AS (
    SELECT span_id, node_key, subject_key, hour_s, 'sent' AS way, arg_min(sent, rank) AS bytes, arg_min(rate_attos, rank) AS rate_attos
    FROM priced WHERE counts_sent = 1
    GROUP BY span_id, node_key, subject_key, hour_s
    UNION ALL
    SELECT span_id, node_key, subject_key, hour_s, 'received', arg_min(received, rank), arg_min(rate_attos, rank)
    FROM priced WHERE received > 0
    GROUP BY span_id, node_key, subject_key, hour_s
)
SELECT span_id, any_value(node_key) AS node_key, any_value(subject_key) AS subject_key, hour_s, sum(bytes) AS quantity,
       (sum(bytes * rate_attos) + 536870912000000000::HUGEINT) // 1073741824000000000::HUGEINT AS cost_nanos
FROM direction
WHERE bytes > 0
GROUP BY span_id, hour_s;
