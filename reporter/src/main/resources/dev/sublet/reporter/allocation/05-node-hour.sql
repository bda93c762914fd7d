-- Each node in each billing hour: what it cost and what it held. A price, a base ratio or a capacity that changes inside
-- the hour counts for its seconds. The book's cost is rounded here, once per node and hour, half up to 10^-9 of the currency:
-- attos per hour x seconds / 3600 / 10^9, less what commitments cover, plus what they cost. upto_cpu and upto_memory are its bounds when it is cut over CPU,
-- memory and GPU, rounded likewise. A bill's cost comes on top for the time that it covers, cut by split_*: base x capacity x seconds of that
-- time. Capacity is in core-milliseconds, KiB-seconds and GPU-seconds.
CREATE OR REPLACE TEMP VIEW node_hour AS
WITH piece AS (
    SELECT r.*, h.hour_s,
           (least(r.to_s, h.end_s) - greatest(r.from_s, h.hour_s))::HUGEINT AS seconds
    FROM node_rate r
    JOIN slice h ON h.hour_s < r.to_s AND h.end_s > r.from_s
    WHERE r.from_s < getvariable('slice_to_s') AND r.to_s > getvariable('slice_from_s')
),
due AS (
    SELECT p.*,
           CASE WHEN p.billed THEN 0::HUGEINT WHEN c.span_id IS NULL THEN p.cpu_attos * p.seconds
                ELSE c.cpu_attos_s + p.cpu_attos * c.seconds * c.left_part // 1000000000000::HUGEINT END AS cpu_due,
           CASE WHEN p.billed THEN 0::HUGEINT WHEN c.span_id IS NULL THEN p.memory_attos * p.seconds
                ELSE c.memory_attos_s + p.memory_attos * c.seconds * c.left_part // 1000000000000::HUGEINT END AS memory_due,
           CASE WHEN p.billed THEN 0::HUGEINT WHEN c.span_id IS NULL THEN p.gpu_attos * p.seconds
                ELSE c.gpu_attos_s + p.gpu_attos * c.seconds * c.left_part // 1000000000000::HUGEINT END AS gpu_due
    FROM piece p
    LEFT JOIN committed c ON c.span_id = p.span_id AND c.piece_s = p.from_s AND c.hour_s = p.hour_s
),
held AS (
    SELECT node_key, hour_s, any_value(cluster) AS cluster, any_value(node_uid) AS node_uid, sum(seconds) AS seconds,
           (sum(cpu_due) + 1800000000000) // 3600000000000::HUGEINT AS book_cpu,
           (sum(cpu_due + memory_due) + 1800000000000) // 3600000000000::HUGEINT AS book_memory,
           (sum(cpu_due + memory_due + gpu_due) + 1800000000000) // 3600000000000::HUGEINT AS book_all,
           sum(seconds * cpu_capacity_millicores) AS cpu_capacity,
           sum(seconds * greatest(cpu_capacity_millicores - cpu_allocatable_millicores, 0)) AS cpu_system,
           sum(seconds * memory_capacity_kib) AS memory_capacity,
           sum(seconds * greatest(memory_capacity_kib - memory_allocatable_kib, 0)) AS memory_system,
           sum(seconds * gpu_capacity) AS gpu_capacity,
           coalesce(sum(seconds * cpu_capacity_millicores * base_cpu * 131072) FILTER (WHERE billed), 0::HUGEINT) AS split_cpu,
           coalesce(sum(seconds * memory_capacity_kib * base_memory * 125) FILTER (WHERE billed), 0::HUGEINT) AS split_memory,
           coalesce(sum(seconds * gpu_capacity * base_gpu * 131072000) FILTER (WHERE billed), 0::HUGEINT) AS split_gpu
    FROM due
    GROUP BY node_key, hour_s
),
bill AS (
    SELECT k.node_key, b.hour_s, sum(b.amount_nanos) AS amount_nanos
    FROM billed_hour b
    JOIN (SELECT DISTINCT span_id, node_key FROM node_rate) k ON b.kind = 'node' AND k.span_id = b.span_id
    WHERE b.hour_s >= getvariable('slice_from_s') AND b.hour_s < getvariable('slice_to_s')
    GROUP BY k.node_key, b.hour_s
)
SELECT h.* EXCLUDE (book_cpu, book_memory, book_all, split_cpu, split_memory, split_gpu),
       CASE WHEN b.node_key IS NULL THEN 'book' ELSE 'billed' END AS pricing,
       h.book_all + coalesce(b.amount_nanos, 0::HUGEINT) AS cost_nanos,
       h.book_cpu + CASE WHEN b.node_key IS NULL THEN 0::HUGEINT
                         WHEN split_cpu + split_memory + split_gpu = 0 THEN b.amount_nanos
                         ELSE b.amount_nanos * split_cpu // (split_cpu + split_memory + split_gpu) END AS upto_cpu,
       h.book_memory + CASE WHEN b.node_key IS NULL THEN 0::HUGEINT
                            WHEN split_cpu + split_memory + split_gpu = 0 THEN b.amount_nanos
                            ELSE b.amount_nanos * (split_cpu + split_memory) // (split_cpu + split_memory + split_gpu) END AS upto_memory
FROM held h
LEFT JOIN bill b ON b.node_key = h.node_key AND b.hour_s = h.hour_s;
