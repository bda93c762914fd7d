-- What each vcluster's things cost in each billing day, whoever pays, before anything is handed on. part tells a store of its own (etcd beside
-- the control plane), all other overhead (control) and what tenants run. Their volumes and load balancers are here too.
CREATE OR REPLACE TEMP TABLE own_cost AS
SELECT t.cluster, t.vcluster_uid, d.kind::VARCHAR AS kind, d.thing_key,
       CASE WHEN t.class NOT IN ('control-plane', 'dns', 'add-on', 'snapshot') THEN 'workload'
            WHEN t.class = 'control-plane' AND (starts_with(p.pod, t.vcluster || '-etcd-') OR starts_with(v.claim, 'data-' || t.vcluster || '-etcd-'))
            THEN 'store' ELSE 'control' END AS part,
       d.resource::VARCHAR AS resource, d.day_s, sum(d.quantity) AS quantity, sum(d.amount_nanos) AS amount_nanos
FROM charge_day d
JOIN thing t ON t.kind = d.kind AND t.thing_key = d.thing_key
LEFT JOIN pod_span p ON d.kind = 'pod' AND p.span_id = d.thing_key
LEFT JOIN volume_span v ON d.kind = 'storage' AND v.span_id = d.thing_key
WHERE t.vcluster_uid IS NOT NULL AND t.class <> 'unattributed'
GROUP BY ALL;

-- When each vcluster was there, and whether it slept. One that no span tells of was there all the time.
CREATE OR REPLACE TEMP TABLE own_time AS
SELECT v.cluster, v.vcluster_uid, greatest(v.from_s, w.from_s) AS from_s, least(coalesce(v.to_s, w.to_s), w.to_s) AS to_s,
       v.state IN ('paused', 'sleeping') AS asleep
FROM vcluster_span v
JOIN watched w ON w.cluster = v.cluster
WHERE greatest(v.from_s, w.from_s) < least(coalesce(v.to_s, w.to_s), w.to_s)
UNION ALL
SELECT o.cluster, o.vcluster_uid, w.from_s, w.to_s, false
FROM (SELECT DISTINCT cluster, vcluster_uid FROM own_cost) o
JOIN watched w ON w.cluster = o.cluster
WHERE NOT EXISTS (SELECT 1 FROM vcluster_span v WHERE v.cluster = o.cluster AND v.vcluster_uid = o.vcluster_uid);

-- Each vcluster with its sums. rest_nanos is what its host cluster has on top of all that ran there (idle, system, fixed costs), cut by the
-- vcluster's part of what all pods there cost: all_rest_nanos for the whole of it, tenant_rest_nanos for its tenants' pods alone.
CREATE OR REPLACE TEMP TABLE own_vcluster AS
WITH cost AS (
    SELECT cluster, vcluster_uid, sum(amount_nanos) AS cost_nanos,
           coalesce(sum(amount_nanos) FILTER (WHERE part <> 'workload'), 0::HUGEINT) AS overhead_nanos,
           coalesce(sum(amount_nanos) FILTER (WHERE part = 'workload'), 0::HUGEINT) AS tenant_nanos,
           coalesce(sum(amount_nanos) FILTER (WHERE kind = 'pod' AND resource IN ('cpu', 'memory', 'gpu')), 0::HUGEINT) AS compute_nanos,
           coalesce(sum(amount_nanos) FILTER (WHERE part = 'workload' AND kind = 'pod' AND resource IN ('cpu', 'memory', 'gpu')), 0::HUGEINT)
               AS tenant_compute_nanos
    FROM own_cost
    GROUP BY cluster, vcluster_uid
),
host AS (
    SELECT t.cluster, sum(d.amount_nanos) FILTER (WHERE d.kind IN ('idle', 'system') OR d.kind = 'fixed' AND d.resource = 'fixed') AS rest_nanos,
           sum(d.amount_nanos) FILTER (WHERE d.kind = 'pod' AND d.resource IN ('cpu', 'memory', 'gpu')) AS compute_nanos
    FROM charge_day d
    JOIN thing t ON t.kind = d.kind AND t.thing_key = d.thing_key
    GROUP BY t.cluster
),
named AS (
    SELECT cluster, vcluster_uid, max(vcluster) AS vcluster, max(vcluster_namespace) AS vcluster_namespace
    FROM thing
    WHERE vcluster_uid IS NOT NULL
    GROUP BY cluster, vcluster_uid
),
lived AS (
    SELECT cluster, vcluster_uid, sum(to_s - from_s)::BIGINT AS there_s,
           coalesce(sum(to_s - from_s) FILTER (WHERE NOT asleep), 0)::BIGINT AS awake_s, min(from_s) AS first_s, max(to_s) AS last_s,
           arg_max(asleep, to_s) AS asleep_last
    FROM own_time
    GROUP BY cluster, vcluster_uid
)
SELECT c.*, n.vcluster, n.vcluster_namespace, w.cluster_name, w.from_s, w.to_s, l.there_s, l.awake_s, l.first_s, l.last_s, l.asleep_last,
       CASE WHEN coalesce(h.compute_nanos, 0) > 0 THEN coalesce(h.rest_nanos, 0::HUGEINT) * c.compute_nanos // h.compute_nanos ELSE 0::HUGEINT END AS all_rest_nanos,
       CASE WHEN coalesce(h.compute_nanos, 0) > 0 THEN coalesce(h.rest_nanos, 0::HUGEINT) * c.tenant_compute_nanos // h.compute_nanos ELSE 0::HUGEINT END
           AS tenant_rest_nanos
FROM cost c
JOIN named n ON n.cluster = c.cluster AND n.vcluster_uid = c.vcluster_uid
JOIN watched w ON w.cluster = c.cluster
JOIN lived l ON l.cluster = c.cluster AND l.vcluster_uid = c.vcluster_uid
LEFT JOIN host h ON h.cluster = c.cluster;
