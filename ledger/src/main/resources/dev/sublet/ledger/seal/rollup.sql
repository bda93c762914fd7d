-- usage by span and billing hour. ${source} has the columns of usage, ${hour} is the start of the billing hour of from_s.
-- billable_* is the sum over usage rows of max(request, usage), so it cannot be made from the other columns. Rollups of parts of
-- an hour's rows sum to the rollup of the hour.
SELECT span_id, ${hour} AS hour_s,
       sum(to_s - from_s)::BIGINT AS seconds,
       coalesce(sum(to_s - from_s) FILTER (WHERE coverage = 'measured'), 0)::BIGINT AS measured_s,
       coalesce(sum(to_s - from_s) FILTER (WHERE coverage = 'bridged'), 0)::BIGINT AS bridged_s,
       coalesce(sum(to_s - from_s) FILTER (WHERE coverage = 'estimated'), 0)::BIGINT AS estimated_s,
       coalesce(sum(to_s - from_s) FILTER (WHERE coverage = 'missing'), 0)::BIGINT AS missing_s,
       sum(cpu_core_ms)::BIGINT AS cpu_core_ms,
       coalesce(sum(cpu_core_ms) FILTER (WHERE coverage IN ('estimated', 'missing')), 0)::BIGINT AS cpu_estimated_core_ms,
       sum(cpu_request_millicores * (to_s - from_s))::BIGINT AS cpu_request_core_ms,
       sum(greatest(cpu_core_ms, cpu_request_millicores * (to_s - from_s)))::BIGINT AS billable_cpu_core_ms,
       sum(memory_kib * (to_s - from_s))::BIGINT AS memory_kib_s,
       sum(memory_request_kib * (to_s - from_s))::BIGINT AS memory_request_kib_s,
       sum(greatest(memory_kib, memory_request_kib) * (to_s - from_s))::BIGINT AS billable_memory_kib_s,
       sum(gpu_request * (to_s - from_s))::BIGINT AS gpu_s,
       sum(network_rx_bytes)::BIGINT AS network_rx_bytes, sum(network_tx_bytes)::BIGINT AS network_tx_bytes,
       sum(volume_kib * (to_s - from_s))::BIGINT AS volume_kib_s
FROM ${source}
GROUP BY span_id, hour_s
