-- What each pod span is billed for in each billing hour: the integral of max(request, usage), made usage row by usage row when
-- the hour was rolled up. CPU in core-milliseconds (millicores x seconds), memory in KiB-seconds, GPU in GPU-seconds by request. from_s and
-- to_s are the span's.
CREATE OR REPLACE TEMP VIEW pod_hour AS
WITH summed AS (
    SELECT span_id, billing_hour(usage_hour.hour_s) AS hour_s, sum(billable_cpu_core_ms)::BIGINT AS cpu,
           sum(billable_memory_kib_s)::BIGINT AS memory, sum(gpu_s)::BIGINT AS gpu
    FROM usage_hour
    WHERE usage_hour.hour_s >= getvariable('slice_from_s') AND usage_hour.hour_s < getvariable('slice_to_s')
    GROUP BY span_id, billing_hour(usage_hour.hour_s)
)
SELECT p.node_key, s.span_id, p.place, p.subject_key, p.from_s, p.to_s, s.hour_s, s.cpu, s.memory, s.gpu
FROM summed s
JOIN held p ON p.kind = 'pod' AND p.span_id = s.span_id;
