-- Quantities of [from, to) by pod, vcluster or node. Whole billing hours come from usage_hour; the parts of hours at both ends
-- from usage rows, cut by cumulative floors, so the quantities of adjacent windows sum to those of the whole. All arithmetic is
-- integer: CPU in core-milliseconds, memory in KiB-seconds. The variables asked_from_s and asked_to_s are the window,
-- whole_from_s and whole_to_s its whole hours (an empty stretch when there are none), begin_s and end_s the hours that hold it.
WITH asked AS (
    SELECT getvariable('asked_from_s') AS from_s, getvariable('asked_to_s') AS to_s, CAST(? AS VARCHAR) AS per
), part AS (
    SELECT u.span_id, u.coverage, u.network_rx_bytes, u.network_tx_bytes,
           CAST(u.cpu_core_ms AS HUGEINT) AS cpu_core_ms,
           CAST(u.cpu_request_millicores AS HUGEINT) * (u.to_s - u.from_s) AS cpu_request_core_ms,
           CAST(u.memory_kib AS HUGEINT) AS memory_kib,
           CAST(u.memory_request_kib AS HUGEINT) AS memory_request_kib,
           CAST(u.to_s - u.from_s AS HUGEINT) AS length_s,
           CAST(greatest(u.from_s, getvariable('asked_from_s')) - u.from_s AS HUGEINT) AS skip_s,
           CAST(least(u.to_s, getvariable('asked_to_s')) - u.from_s AS HUGEINT) AS until_s
    -- Rows end with their hour, so those of the first and the last hour begin there.
    FROM (SELECT * FROM usage WHERE from_s >= getvariable('begin_s') AND from_s < getvariable('whole_from_s')
          UNION ALL
          SELECT * FROM usage WHERE from_s >= getvariable('whole_to_s') AND from_s < getvariable('end_s')) u
    WHERE u.from_s < getvariable('asked_to_s') AND u.to_s > getvariable('asked_from_s')
), cut AS (
    SELECT span_id, coverage, until_s - skip_s AS seconds,
           cpu_core_ms * until_s // length_s - cpu_core_ms * skip_s // length_s AS cpu_core_ms,
           cpu_request_core_ms * until_s // length_s - cpu_request_core_ms * skip_s // length_s AS cpu_request_core_ms,
           greatest(cpu_core_ms, cpu_request_core_ms) * until_s // length_s
               - greatest(cpu_core_ms, cpu_request_core_ms) * skip_s // length_s AS billable_cpu_core_ms,
           memory_kib * (until_s - skip_s) AS memory_kib_s,
           memory_request_kib * (until_s - skip_s) AS memory_request_kib_s,
           greatest(memory_kib, memory_request_kib) * (until_s - skip_s) AS billable_memory_kib_s,
           network_rx_bytes * until_s // length_s - network_rx_bytes * skip_s // length_s AS network_rx_bytes,
           network_tx_bytes * until_s // length_s - network_tx_bytes * skip_s // length_s AS network_tx_bytes
    FROM part
), quantity AS (
    SELECT span_id, seconds,
           CASE coverage WHEN 'measured' THEN seconds ELSE 0 END AS measured_s,
           CASE coverage WHEN 'bridged' THEN seconds ELSE 0 END AS bridged_s,
           CASE coverage WHEN 'estimated' THEN seconds ELSE 0 END AS estimated_s,
           CASE coverage WHEN 'missing' THEN seconds ELSE 0 END AS missing_s,
           cpu_core_ms, CASE WHEN coverage IN ('estimated', 'missing') THEN cpu_core_ms ELSE 0 END AS cpu_estimated_core_ms,
           cpu_request_core_ms, billable_cpu_core_ms, memory_kib_s, memory_request_kib_s, billable_memory_kib_s,
           network_rx_bytes, network_tx_bytes
    FROM cut
    UNION ALL
    SELECT span_id, seconds, measured_s, bridged_s, estimated_s, missing_s,
           cpu_core_ms, cpu_estimated_core_ms, cpu_request_core_ms, billable_cpu_core_ms,
           memory_kib_s, memory_request_kib_s, billable_memory_kib_s, network_rx_bytes, network_tx_bytes
    FROM usage_hour
    WHERE hour_s >= getvariable('whole_from_s') AND hour_s < getvariable('whole_to_s')
), named AS (
    SELECT s.cluster,
           CASE WHEN a.per <> 'node' THEN s.vcluster END AS vcluster,
           CASE WHEN a.per <> 'node' THEN s.vcluster_namespace END AS vcluster_namespace,
           CASE WHEN a.per <> 'node' THEN s.vcluster_uid END AS vcluster_uid,
           CASE WHEN a.per = 'pod' THEN s.namespace END AS namespace,
           CASE WHEN a.per = 'pod' THEN s.virtual_namespace END AS virtual_namespace,
           CASE WHEN a.per = 'pod' THEN coalesce(s.virtual_pod, s.pod) END AS pod,
           CASE WHEN a.per = 'pod' THEN s.pod_uid END AS pod_uid,
           -- What belongs to no vcluster is told apart by class also where vclusters are asked for.
           CASE WHEN a.per = 'pod' OR (a.per = 'vcluster' AND s.vcluster_uid IS NULL) THEN s.class END AS class,
           CASE WHEN a.per <> 'vcluster' THEN s.node END AS node,
           q.*
    FROM quantity q JOIN pod_span s USING (span_id) CROSS JOIN asked a
), unseen AS (
    SELECT u.cluster, u.node,
           CAST(u.cpu_core_ms AS HUGEINT) * (least(u.to_s, a.to_s) - u.from_s) // (u.to_s - u.from_s)
               - CAST(u.cpu_core_ms AS HUGEINT) * (greatest(u.from_s, a.from_s) - u.from_s) // (u.to_s - u.from_s)
               AS cpu_core_ms
    FROM unseen_usage u CROSS JOIN asked a
    WHERE u.from_s < a.to_s AND u.to_s > a.from_s
), summed AS (
    SELECT cluster, vcluster, vcluster_namespace, vcluster_uid, namespace, virtual_namespace, pod, pod_uid, class, node,
           sum(cpu_core_ms) AS cpu_core_ms, sum(cpu_request_core_ms) AS cpu_request_core_ms,
           sum(billable_cpu_core_ms) AS billable_cpu_core_ms,
           sum(memory_kib_s) AS memory_kib_s, sum(memory_request_kib_s) AS memory_request_kib_s,
           sum(billable_memory_kib_s) AS billable_memory_kib_s,
           sum(network_rx_bytes) AS network_rx_bytes, sum(network_tx_bytes) AS network_tx_bytes,
           sum(seconds) AS seconds,
           sum(measured_s) AS measured_s, sum(bridged_s) AS bridged_s, sum(estimated_s) AS estimated_s,
           sum(missing_s) AS missing_s, sum(cpu_estimated_core_ms) AS cpu_estimated_core_ms,
           false AS is_unseen
    FROM named
    GROUP BY ALL
    UNION ALL
    -- A row of its own for each node: nobody knows who it was, how long it lived, or what it reserved.
    SELECT cluster, NULL, NULL, NULL, NULL, NULL,
           CASE WHEN per = 'vcluster' THEN 'unseen usage' ELSE 'unseen usage on ' || node END, NULL, 'unattributed',
           CASE WHEN per <> 'vcluster' THEN node END,
           sum(cpu_core_ms), 0, sum(cpu_core_ms), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, sum(cpu_core_ms), true
    FROM unseen CROSS JOIN asked
    GROUP BY ALL
    HAVING sum(cpu_core_ms) > 0
)
SELECT s.*, coalesce(c.cluster_name, s.cluster) AS cluster_name
FROM summed s LEFT JOIN cluster c USING (cluster)
ORDER BY cluster_name, cluster, is_unseen, vcluster NULLS LAST, vcluster_namespace, vcluster_uid, class NULLS FIRST, namespace,
         virtual_namespace, pod, pod_uid, node
