-- What each pod span is billed for in each billing hour: the integral of max(request, usage), made usage row by usage row when
-- the hour was rolled up. CPU in core-milliseconds (millicores x seconds), memory in KiB-seconds, GPU in GPU-seconds by request. from_s and
-- to_s are the span's. Where rows are single the variable is a constant for the planner, and nothing is summed.
CREATE OR REPLACE TEMP VIEW pod_hour AS
WITH part AS (
    SELECT span_id, usage_hour.hour_s, billable_cpu_core_ms AS cpu, billable_memory_kib_s AS memory, gpu_s AS gpu
    FROM usage_hour
    WHERE usage_hour.hour_s >= getvariable('slice_from_s') AND usage_hour.hour_s < getvariable('slice_to_s')
),
summed AS (
    SELECT * FROM part WHERE getvariable('hours_are_single')
    UNION ALL
    SELECT span_id, billing_hour(part.hour_s), sum(cpu)::BIGINT, sum(memory)::BIGINT, sum(gpu)::BIGINT
    FROM part
    WHERE NOT coalesce(getvariable('hours_are_single'), false)
    GROUP BY span_id, billing_hour(part.hour_s)
)
SELECT p.node_key, s.span_id, p.place, p.subject_key, p.from_s, p.to_s, s.hour_s, s.cpu, s.memory, s.gpu
FROM summed s
JOIN held p ON p.kind = 'pod' AND p.span_id = s.span_id;
