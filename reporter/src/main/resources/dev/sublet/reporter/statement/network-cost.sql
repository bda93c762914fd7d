-- What the bytes of all pods cost in the asked period, from usage and the price book alone: each pod and hour asks for its prices by itself.
WITH moved AS (
    SELECT u.span_id, billing_hour(u.hour_s) AS hour_s, c.cluster, c.cluster_name, sum(u.network_tx_bytes)::HUGEINT AS sent, sum(u.network_rx_bytes)::HUGEINT AS received
    FROM usage_hour u
    JOIN pod_span s ON s.span_id = u.span_id
    JOIN cluster c ON c.cluster = s.cluster
    WHERE u.hour_s >= getvariable('asked_from_s') AND u.hour_s < getvariable('asked_to_s') AND getvariable('network_is_priced')
    GROUP BY u.span_id, billing_hour(u.hour_s), c.cluster, c.cluster_name
),
way AS (
    SELECT m.*, sent AS bytes, (SELECT arg_min(rate_attos, rank) FROM network_price n WHERE n.sent = 1 AND coalesce(n.cluster IN (m.cluster, m.cluster_name), true)
                                  AND m.hour_s >= n.from_s AND m.hour_s < n.to_s) AS rate_attos
    FROM moved m
    UNION ALL
    SELECT m.*, received, (SELECT arg_min(rate_attos, rank) FROM network_price n WHERE n.received = 1 AND coalesce(n.cluster IN (m.cluster, m.cluster_name), true)
                                  AND m.hour_s >= n.from_s AND m.hour_s < n.to_s)
    FROM moved m
),
pod_hour AS (
    SELECT (2 * sum(bytes * rate_attos) + 1073741824000000000::HUGEINT) // 2147483648000000000::HUGEINT AS cost_nanos
    FROM way
    GROUP BY span_id, hour_s
)
SELECT coalesce(sum(cost_nanos), 0::HUGEINT) AS cost_nanos FROM pod_hour;
