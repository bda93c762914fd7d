-- What the chosen hours cost: each pod's amount of a day and resource, by the weight that the hours have of the day's, cut down. The weight
-- is what it was charged by, max(request, usage), so no hour costs more than it was charged.
WITH weight AS (
    SELECT c.kind, u.span_id, d.day_s, unnest(['cpu', 'memory', 'gpu']) AS resource,
           unnest([sum(u.billable_cpu_core_ms)::HUGEINT, sum(u.billable_memory_kib_s)::HUGEINT, sum(u.gpu_s)::HUGEINT]) AS weight
    FROM usage_hour u
    JOIN pod_span p ON p.span_id = u.span_id
    JOIN chosen_hour c ON c.cluster = p.cluster AND c.vcluster_uid = p.vcluster_uid AND c.hour_s = billing_hour(u.hour_s)
    JOIN hours d ON d.hour_s = c.hour_s
    WHERE u.hour_s >= getvariable('asked_from_s') AND u.hour_s < getvariable('asked_to_s')
    GROUP BY c.kind, u.span_id, d.day_s
),
saved AS (
    SELECT w.kind, o.cluster, o.vcluster_uid, sum(o.amount_nanos * least(w.weight, o.quantity) // o.quantity) AS saved_nanos
    FROM weight w
    JOIN own_cost o ON o.kind = 'pod' AND o.thing_key = w.span_id AND o.day_s = w.day_s AND o.resource = w.resource AND o.quantity > 0
    GROUP BY w.kind, o.cluster, o.vcluster_uid
),
time AS (
    SELECT kind, cluster, vcluster_uid, sum(seconds)::BIGINT AS seconds, string_agg(DISTINCT quiet_time, ',' ORDER BY quiet_time) AS quiet_times
    FROM chosen_hour
    GROUP BY kind, cluster, vcluster_uid
),
kept AS (
    SELECT cluster, vcluster_uid, sum(amount_nanos) AS kept_nanos FROM own_cost WHERE kind <> 'pod' GROUP BY cluster, vcluster_uid
),
audited AS (
    SELECT DISTINCT vcluster_namespace, vcluster FROM audit_event
    WHERE stage_us >= getvariable('asked_from_s') * 1000000 AND stage_us < getvariable('asked_to_s') * 1000000
),
tenants AS (
    SELECT DISTINCT h.cluster, h.vcluster_uid
    FROM tenant_hour h
    JOIN chosen_hour c ON c.kind = 'idle' AND c.cluster = h.cluster AND c.vcluster_uid = h.vcluster_uid AND c.hour_s = h.hour_s
)
SELECT s.kind, s.cluster, s.vcluster_uid, s.saved_nanos::VARCHAR AS saved_nanos, t.seconds, t.quiet_times,
       coalesce(k.kept_nanos, 0::HUGEINT)::VARCHAR AS kept_nanos,
       EXISTS (SELECT 1 FROM audited a JOIN own_vcluster v ON v.cluster = s.cluster AND v.vcluster_uid = s.vcluster_uid
               WHERE a.vcluster = v.vcluster AND a.vcluster_namespace = v.vcluster_namespace) AS audited,
       EXISTS (SELECT 1 FROM tenants n WHERE n.cluster = s.cluster AND n.vcluster_uid = s.vcluster_uid) AS has_tenants
FROM saved s
JOIN time t ON t.kind = s.kind AND t.cluster = s.cluster AND t.vcluster_uid = s.vcluster_uid
LEFT JOIN kept k ON k.cluster = s.cluster AND k.vcluster_uid = s.vcluster_uid
ORDER BY s.kind, s.cluster, s.vcluster_uid;
