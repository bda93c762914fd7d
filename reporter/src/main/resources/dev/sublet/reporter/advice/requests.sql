-- Pods of one owner object in each vcluster: what they requested, and the highest use in any hour (its mean, rounded up). burst is true where some interval
-- inside an hour used more than was requested: such a request is not too large. unseen_s are seconds whose use nobody saw.
CREATE OR REPLACE TEMP TABLE request_use AS
SELECT p.cluster, p.vcluster_uid, CASE WHEN p.class = 'workload' THEN 'workload' ELSE 'control' END AS part, p.class,
       coalesce(p.virtual_namespace, '') AS virtual_namespace, coalesce(p.owner_kind, 'Pod') AS owner_kind, coalesce(p.owner_name, p.pod) AS owner_name,
       count(DISTINCT p.pod_uid)::BIGINT AS pods, sum(u.seconds)::HUGEINT AS seconds, sum(u.estimated_s + u.missing_s)::HUGEINT AS unseen_s,
       min(p.cpu_request_millicores)::HUGEINT AS cpu_request, max((u.cpu_core_ms + u.seconds - 1) // u.seconds)::HUGEINT AS cpu_peak,
       bool_or(u.billable_cpu_core_ms > u.cpu_request_core_ms) AS cpu_burst,
       min(p.memory_request_kib)::HUGEINT AS memory_request, max((u.memory_kib_s + u.seconds - 1) // u.seconds)::HUGEINT AS memory_peak,
       bool_or(u.billable_memory_kib_s > u.memory_request_kib_s) AS memory_burst
FROM usage_hour u
JOIN pod_span p ON p.span_id = u.span_id
WHERE u.hour_s >= getvariable('asked_from_s') AND u.hour_s < getvariable('asked_to_s') AND u.seconds > 0
  AND p.vcluster_uid IS NOT NULL AND p.class IN ('workload', 'control-plane', 'dns', 'add-on')
GROUP BY ALL;

-- A smaller request where today's is request_percent of the peak or more: the peak and the headroom, in whole units, not below 10 millicores and
-- 16 MiB. NULL where it stays. Pods must have run for a day, and 19 of 20 seconds must have been seen.
CREATE OR REPLACE TEMP TABLE smaller_request AS
WITH room AS (
    SELECT *, greatest((cpu_peak * (100 + getvariable('headroom_percent')) + 99) // 100, 10) AS cpu_wanted,
           greatest((memory_peak * (100 + getvariable('headroom_percent')) + 99) // 100, 16384) AS memory_wanted
    FROM request_use
    WHERE seconds >= 86400 AND unseen_s * 20 <= seconds
),
smaller AS (
    SELECT *,
           CASE WHEN NOT cpu_burst AND cpu_request > cpu_wanted AND cpu_request * 100 >= cpu_peak * getvariable('request_percent') THEN cpu_wanted END
               AS cpu_target,
           CASE WHEN NOT memory_burst AND memory_request > memory_wanted
                     AND memory_request * 100 >= memory_peak * getvariable('request_percent') THEN memory_wanted END AS memory_target
    FROM room
)
SELECT row_number() OVER (ORDER BY cluster, vcluster_uid, class, virtual_namespace, owner_kind, owner_name) AS number, *
FROM smaller
WHERE cpu_target IS NOT NULL OR memory_target IS NOT NULL;
