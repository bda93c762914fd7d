-- What those pods used in each hour: two in three more than they asked for in some minutes of it, the third never.
SELECT span_id, hour_s, 3600::BIGINT AS seconds, 3600::BIGINT AS measured_s, 0::BIGINT AS bridged_s, 0::BIGINT AS estimated_s, 0::BIGINT AS missing_s,
       cpu AS cpu_core_ms, 0::BIGINT AS cpu_estimated_core_ms, cpu_request AS cpu_request_core_ms,
       greatest(cpu_request, cpu) + CASE WHEN steady THEN 0 ELSE cpu // 10 END AS billable_cpu_core_ms,
       memory AS memory_kib_s, memory_request AS memory_request_kib_s, greatest(memory_request, memory) + CASE WHEN steady THEN 0 ELSE memory // 50 END
           AS billable_memory_kib_s,
       0::BIGINT AS gpu_s, 3600 * (hash(span_id - hour_s) % 40000)::BIGINT AS network_rx_bytes,
       3600 * (hash(span_id * 7 + hour_s) % 20000)::BIGINT AS network_tx_bytes, 0::BIGINT AS volume_kib_s
FROM (
    SELECT span_id, hour_s, span_id % 3 = 0 AS steady, cpu_request_millicores * 3600 AS cpu_request, memory_request_kib * 3600 AS memory_request,
           CASE WHEN span_id % 3 = 0 THEN cpu_request_millicores * 900 ELSE (cpu_request_millicores * (hash(span_id + 31 * hour_s) % 5400))::BIGINT END
               AS cpu,
           CASE WHEN span_id % 3 = 0 THEN memory_request_kib * 1800
                ELSE memory_request_kib * 2500 + (memory_request_kib * (hash(span_id + 17 * hour_s) % 1500))::BIGINT END AS memory
    FROM pod_span
    CROSS JOIN range($from, $to, 3600) t(hour_s)
)
ORDER BY span_id, hour_s
