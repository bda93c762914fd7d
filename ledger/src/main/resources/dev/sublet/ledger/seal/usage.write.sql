-- usage as it is sealed, layout 1: whole numbers of the quanta in dev.sublet.ledger.usage.Quanta.
SELECT span_id, from_s, (to_s - from_s)::INTEGER AS seconds, coverage::VARCHAR AS coverage,
       (cpu_core_ms // 50)::INTEGER AS cpu_50_core_ms,
       (memory_kib // 1024)::INTEGER AS memory_mib,
       (network_rx_bytes // 16384)::INTEGER AS network_rx_16_kib,
       (network_tx_bytes // 16384)::INTEGER AS network_tx_16_kib,
       (volume_kib // 1024)::INTEGER AS volume_mib,
       cpu_request_millicores::INTEGER AS cpu_request_millicores, memory_request_kib,
       gpu_request::INTEGER AS gpu_request
FROM {rows}
