-- What each host cluster had free in each hour, and what smaller requests would free on top, by means over the hour in millicores and KiB; the least of
-- all hours, of each resource alone. node_* are of its most frequent instance type: what it has for pods, and its price.
WITH piece AS (
    SELECT r.cluster, h.hour_s, greatest(r.from_s, h.hour_s) AS from_s, least(r.to_s, h.end_s) AS to_s, h.end_s - h.hour_s AS hour_length_s,
           least(r.cpu_allocatable_millicores, r.cpu_capacity_millicores) AS cpu, least(r.memory_allocatable_kib, r.memory_capacity_kib) AS memory
    FROM node_rate r
    JOIN hours h ON h.hour_s < r.to_s AND h.end_s > r.from_s
    -- Only whole hours: in a part of one little was held.
    JOIN watched w ON w.cluster = r.cluster AND w.from_s <= h.hour_s AND w.to_s >= h.end_s
),
held AS (
    SELECT cluster, hour_s, any_value(hour_length_s) AS seconds, sum(cpu * (to_s - from_s)) AS cpu, sum(memory * (to_s - from_s)) AS memory
    FROM piece
    GROUP BY cluster, hour_s
),
claimed AS (
    SELECT p.cluster, billing_hour(u.hour_s) AS hour_s, sum(u.billable_cpu_core_ms) AS cpu, sum(u.billable_memory_kib_s) AS memory,
           sum(coalesce(greatest(u.cpu_request_core_ms - r.cpu_target * u.seconds, 0), 0)) AS cpu_less,
           sum(coalesce(greatest(u.memory_request_kib_s - r.memory_target * u.seconds, 0), 0)) AS memory_less
    FROM usage_hour u
    JOIN pod_span p ON p.span_id = u.span_id
    LEFT JOIN smaller_request r
      ON r.cluster = p.cluster AND r.vcluster_uid = p.vcluster_uid AND r.class = p.class AND r.virtual_namespace = coalesce(p.virtual_namespace, '')
     AND r.owner_kind = coalesce(p.owner_kind, 'Pod') AND r.owner_name = coalesce(p.owner_name, p.pod)
     AND r.number IN (SELECT number FROM counted_request)
    WHERE u.hour_s >= getvariable('asked_from_s') AND u.hour_s < getvariable('asked_to_s')
    GROUP BY p.cluster, billing_hour(u.hour_s)
),
least_room AS (
    SELECT h.cluster, min(greatest(h.cpu - coalesce(c.cpu, 0), 0) // h.seconds) AS cpu, min(greatest(h.memory - coalesce(c.memory, 0), 0) // h.seconds) AS memory,
           min(greatest(h.cpu - coalesce(c.cpu, 0) + coalesce(c.cpu_less, 0), 0) // h.seconds) AS cpu_after,
           min(greatest(h.memory - coalesce(c.memory, 0) + coalesce(c.memory_less, 0), 0) // h.seconds) AS memory_after
    FROM held h
    LEFT JOIN claimed c ON c.cluster = h.cluster AND c.hour_s = h.hour_s
    GROUP BY h.cluster
),
usual AS (
    SELECT cluster, instance_type, count(DISTINCT node_key) AS nodes, max(cpu_allocatable_millicores) AS node_cpu,
           max(memory_allocatable_kib) AS node_memory, arg_max(rate_attos, to_s) AS rate_attos
    FROM node_rate
    WHERE instance_type IS NOT NULL AND rate_attos IS NOT NULL
    GROUP BY cluster, instance_type
    QUALIFY row_number() OVER (PARTITION BY cluster ORDER BY nodes DESC, instance_type) = 1
)
SELECT w.cluster, w.cluster_name, u.instance_type,
       least(l.cpu // greatest(u.node_cpu, 1), CASE WHEN u.node_memory > 0 THEN l.memory // u.node_memory ELSE u.nodes END, u.nodes)::BIGINT AS spare_nodes,
       least(l.cpu_after // greatest(u.node_cpu, 1), CASE WHEN u.node_memory > 0 THEN l.memory_after // u.node_memory ELSE u.nodes END, u.nodes)::BIGINT AS spare_after,
       (u.rate_attos * 730 // 1000000000)::VARCHAR AS month_nanos
FROM watched w
JOIN least_room l ON l.cluster = w.cluster
JOIN usual u ON u.cluster = w.cluster
ORDER BY w.cluster_name, w.cluster;
