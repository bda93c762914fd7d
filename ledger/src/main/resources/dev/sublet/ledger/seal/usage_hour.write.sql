-- usage_hour as it is sealed, layout 1: one row for each span and hour, whatever the rows came from.
SELECT span_id, hour_s, sum(seconds)::BIGINT AS seconds, sum(measured_s)::BIGINT AS measured_s,
       sum(bridged_s)::BIGINT AS bridged_s, sum(estimated_s)::BIGINT AS estimated_s, sum(missing_s)::BIGINT AS missing_s,
       sum(cpu_core_ms)::BIGINT AS cpu_core_ms, sum(cpu_estimated_core_ms)::BIGINT AS cpu_estimated_core_ms,
       sum(cpu_request_core_ms)::BIGINT AS cpu_request_core_ms, sum(billable_cpu_core_ms)::BIGINT AS billable_cpu_core_ms,
       sum(memory_kib_s)::BIGINT AS memory_kib_s, sum(memory_request_kib_s)::BIGINT AS memory_request_kib_s,
       sum(billable_memory_kib_s)::BIGINT AS billable_memory_kib_s, sum(gpu_s)::BIGINT AS gpu_s,
       sum(network_rx_bytes)::BIGINT AS network_rx_bytes, sum(network_tx_bytes)::BIGINT AS network_tx_bytes,
       sum(volume_kib_s)::BIGINT AS volume_kib_s
FROM {rows}
GROUP BY span_id, hour_s
