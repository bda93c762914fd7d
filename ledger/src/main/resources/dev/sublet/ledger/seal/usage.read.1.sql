-- usage from files of layout 1, in the units of usage_final.
SELECT span_id, from_s, from_s + seconds AS to_s, coverage,
       cpu_50_core_ms::BIGINT * 50 AS cpu_core_ms,
       memory_mib::BIGINT * 1024 AS memory_kib,
       network_rx_16_kib::BIGINT * 16384 AS network_rx_bytes,
       network_tx_16_kib::BIGINT * 16384 AS network_tx_bytes,
       volume_mib::BIGINT * 1024 AS volume_kib,
       cpu_request_millicores::BIGINT AS cpu_request_millicores, memory_request_kib,
       gpu_request::BIGINT AS gpu_request
FROM {files}
