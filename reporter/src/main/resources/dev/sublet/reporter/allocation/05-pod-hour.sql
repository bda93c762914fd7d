-- What each pod span is billed for in each billing hour: the integral of max(request, usage), usage row by usage row.
-- CPU in core-milliseconds (millicores x seconds), memory in KiB-seconds, GPU in GPU-seconds by request. Usage rows are
-- cut at billing hours, so a row belongs to the hour it begins in.
CREATE OR REPLACE TEMP TABLE pod_hour AS
WITH row_in_hour AS (
    SELECT u.*, u.to_s - u.from_s AS seconds, h.hour_s
    FROM (SELECT u.* FROM usage u CROSS JOIN asked a WHERE u.from_s >= a.from_s AND u.from_s < a.to_s) u
    ASOF JOIN hours h ON u.from_s >= h.hour_s
),
summed AS (
    SELECT span_id, hour_s,
           sum(greatest(cpu_core_ms, cpu_request_millicores * seconds)::HUGEINT) AS cpu,
           sum(greatest(memory_kib, memory_request_kib)::HUGEINT * seconds) AS memory,
           sum(gpu_request::HUGEINT * seconds) AS gpu
    FROM row_in_hour
    GROUP BY span_id, hour_s
)
SELECT p.cluster, p.node_uid, p.pod_uid, s.span_id, p.from_s AS span_from_s, s.hour_s, s.cpu, s.memory, s.gpu
FROM summed s
JOIN pod_span p ON p.span_id = s.span_id;
