-- What tenants used and requested in each billing hour, and how much of it nobody saw; CPU in core-milliseconds.
CREATE OR REPLACE TEMP TABLE tenant_hour AS
SELECT p.cluster, p.vcluster_uid, billing_hour(u.hour_s) AS hour_s, sum(u.cpu_core_ms)::HUGEINT AS used, sum(u.cpu_request_core_ms)::HUGEINT AS requested,
       sum(u.estimated_s + u.missing_s)::HUGEINT AS unseen_s
FROM usage_hour u
JOIN pod_span p ON p.span_id = u.span_id
WHERE u.hour_s >= getvariable('asked_from_s') AND u.hour_s < getvariable('asked_to_s') AND p.class = 'workload' AND p.vcluster_uid IS NOT NULL
GROUP BY p.cluster, p.vcluster_uid, billing_hour(u.hour_s);

-- The hours in which a person asked something of a vcluster's API, where its audit log is kept. Programs are system:*, and the
-- administrator's own name stands for programs too.
CREATE OR REPLACE TEMP TABLE human_hour AS
SELECT DISTINCT e.vcluster_namespace, e.vcluster, h.hour_s
FROM audit_event e
JOIN hours h ON e.stage_us >= h.hour_s * 1000000 AND e.stage_us < h.end_s * 1000000
WHERE e.vcluster IS NOT NULL AND e.person IS NOT NULL AND NOT starts_with(e.person, 'system:') AND e.person <> 'kubernetes-super-admin'
  AND e.stage_us >= getvariable('asked_from_s') * 1000000 AND e.stage_us < getvariable('asked_to_s') * 1000000;

-- Each whole hour in which a vcluster was awake, whether it lies in a night or at a weekend, and whether it was idle: tenants ran nothing, or all was seen
-- and less CPU was used than idle_percent of requests, or than idle_millicores in all; and no person asked anything.
CREATE OR REPLACE TEMP TABLE awake_hour AS
SELECT v.cluster, v.vcluster_uid, k.hour_s, k.seconds, k.quiet_time,
       (u.hour_s IS NULL
        OR u.unseen_s = 0 AND u.used < greatest(u.requested * getvariable('idle_percent') // 100, k.seconds::HUGEINT * getvariable('idle_millicores')))
           AND a.hour_s IS NULL AS idle
FROM own_vcluster v
JOIN own_time t ON t.cluster = v.cluster AND t.vcluster_uid = v.vcluster_uid AND NOT t.asleep
JOIN clock_hour k ON t.from_s <= k.hour_s AND t.to_s >= k.hour_s + k.seconds
LEFT JOIN tenant_hour u ON u.cluster = v.cluster AND u.vcluster_uid = v.vcluster_uid AND u.hour_s = k.hour_s
LEFT JOIN human_hour a ON a.vcluster_namespace = v.vcluster_namespace AND a.vcluster = v.vcluster AND a.hour_s = k.hour_s;
