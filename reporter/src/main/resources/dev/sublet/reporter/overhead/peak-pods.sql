-- The tenants' pods of each vcluster at the moments when most was requested: of CPU, of memory, of GPUs, and when most pods ran. What
-- holds these holds every other moment's sums too. Requests of spans are exact to the second.
WITH span AS (
    SELECT p.cluster, p.vcluster_uid, p.span_id, greatest(p.from_s, w.from_s) AS from_s, least(coalesce(p.to_s, w.to_s), w.to_s) AS to_s,
           p.cpu_request_millicores AS cpu, p.memory_request_kib AS memory, p.gpu_request AS gpu
    FROM pod_span p
    JOIN watched w ON w.cluster = p.cluster
    WHERE p.class = 'workload' AND p.vcluster_uid IS NOT NULL AND greatest(p.from_s, w.from_s) < least(coalesce(p.to_s, w.to_s), w.to_s)
),
change AS (
    SELECT cluster, vcluster_uid, from_s AS at_s, cpu, memory, gpu, 1 AS pods FROM span
    UNION ALL
    SELECT cluster, vcluster_uid, to_s, -cpu, -memory, -gpu, -1 FROM span
),
summed AS (
    SELECT cluster, vcluster_uid, at_s, sum(cpu) AS cpu, sum(memory) AS memory, sum(gpu) AS gpu, sum(pods) AS pods
    FROM change
    GROUP BY cluster, vcluster_uid, at_s
),
running AS (
    SELECT cluster, vcluster_uid, at_s, sum(cpu) OVER upto AS cpu, sum(memory) OVER upto AS memory, sum(gpu) OVER upto AS gpu, sum(pods) OVER upto AS pods
    FROM summed
    WINDOW upto AS (PARTITION BY cluster, vcluster_uid ORDER BY at_s)
),
moment AS (
    SELECT cluster, vcluster_uid,
           unnest([arg_min(at_s, (-cpu, at_s)), arg_min(at_s, (-memory, at_s)), arg_min(at_s, (-gpu, at_s)), arg_min(at_s, (-pods, at_s))]) AS at_s
    FROM running
    GROUP BY cluster, vcluster_uid
)
SELECT s.cluster, s.vcluster_uid, m.at_s, s.cpu, s.memory, s.gpu
FROM (SELECT DISTINCT * FROM moment) m
JOIN span s ON s.cluster = m.cluster AND s.vcluster_uid = m.vcluster_uid AND s.from_s <= m.at_s AND s.to_s > m.at_s
ORDER BY s.cluster, s.vcluster_uid, m.at_s, s.cpu DESC, s.memory DESC, s.span_id;
