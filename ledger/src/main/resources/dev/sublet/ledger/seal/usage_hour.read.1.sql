-- usage_hour from files of layout 1.
SELECT span_id, hour_s, seconds, measured_s, bridged_s, estimated_s, missing_s, cpu_core_ms, cpu_estimated_core_ms,
       cpu_request_core_ms, billable_cpu_core_ms, memory_kib_s, memory_request_kib_s, billable_memory_kib_s, gpu_s,
       network_rx_bytes, network_tx_bytes, volume_kib_s
FROM {files}
