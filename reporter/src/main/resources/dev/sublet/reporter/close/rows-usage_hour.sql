-- What each span is billed for in each hour, as one row however many the ledger keeps.
SELECT span_id, billing_hour(hour_s) AS from_s, sum(seconds)::VARCHAR AS seconds, sum(measured_s)::VARCHAR AS measured_s,
       sum(bridged_s)::VARCHAR AS bridged_s, sum(estimated_s)::VARCHAR AS estimated_s, sum(missing_s)::VARCHAR AS missing_s,
       sum(cpu_core_ms)::VARCHAR AS cpu_core_ms, sum(cpu_estimated_core_ms)::VARCHAR AS cpu_estimated_core_ms,
       sum(cpu_request_core_ms)::VARCHAR AS cpu_request_core_ms, sum(billable_cpu_core_ms)::VARCHAR AS billable_cpu_core_ms,
       sum(memory_kib_s)::VARCHAR AS memory_kib_s, sum(memory_request_kib_s)::VARCHAR AS memory_request_kib_s,
       sum(billable_memory_kib_s)::VARCHAR AS billable_memory_kib_s, sum(gpu_s)::VARCHAR AS gpu_s,
       sum(network_rx_bytes)::VARCHAR AS network_rx_bytes, sum(network_tx_bytes)::VARCHAR AS network_tx_bytes,
       sum(volume_kib_s)::VARCHAR AS volume_kib_s
FROM usage_hour
WHERE hour_s >= ${from_s} AND hour_s < ${to_s} + 3600 AND billing_hour(hour_s) >= ${from_s} AND billing_hour(hour_s) < ${to_s}
GROUP BY span_id, billing_hour(hour_s)
